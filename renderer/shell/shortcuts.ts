import { computed, onScopeDispose, shallowReactive } from 'vue'

/** One act by keyboard. `keys` is written as taught: `Ctrl Enter`, `F2`, `Ctrl S`. */
export type Shortcut = { keys: string; label: string; run: () => unknown; /** Not on the status line. */ quiet?: boolean }

const live = shallowReactive(new Set<() => readonly Shortcut[]>())

/** The page's own acts, while it is on screen: they work, stand on the status line, in `?` and in the palette. */
export const useShortcuts = (shortcuts: () => readonly Shortcut[]): void => {
  live.add(shortcuts)
  onScopeDispose(() => { live.delete(shortcuts) })
}

export const liveShortcuts = computed(() => [...live].flatMap((shortcuts) => shortcuts()))

/** The pressed keys as they are taught. Letters go by `code`, so the Persian layout works; bare letters are never global. */
export const pressedKeys = (event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string => {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  const key = event.key === 'Escape' ? 'Esc' : letter ?? event.key
  const modified = event.ctrlKey || event.metaKey || event.altKey
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (modified || /^F\d+$/.test(key)) ? 'Shift' : '',
    letter && !modified ? '' : key,
  ].filter(Boolean).join(' ')
}

/** Runs the act of these keys, newest page first. @returns whether there was one. */
export const runShortcut = (keys: string): boolean => {
  const found = liveShortcuts.value.findLast((shortcut) => shortcut.keys === keys)
  found?.run()
  return Boolean(found)
}
