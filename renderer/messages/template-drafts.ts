import { defineStore } from 'pinia'
import { reactive } from 'vue'
import type { MessageKey } from '#contract/messages'

/** Texts that were typed and not saved, by template: looking at another one, or at another screen, loses none. */
export const useTemplateDrafts = defineStore('template-drafts', () => {
  const texts = reactive(new Map<MessageKey, string>())
  const put = (key: MessageKey, text: string, stored: string): void => {
    if (text === stored) texts.delete(key)
    else texts.set(key, text)
  }
  return { has: (key: MessageKey): boolean => texts.has(key), of: (key: MessageKey): string | undefined => texts.get(key), put, drop: (key: MessageKey) => { texts.delete(key) } }
})
