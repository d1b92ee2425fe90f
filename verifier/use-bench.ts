import { computed, ref, shallowRef } from 'vue'
import { openToken } from '#contract/verify/compact-token'
import type { CheckedList } from '#contract/verify/judge'
import { givenText, oneLine } from '#contract/verify/qr-text'
import { readTrustFile } from '#contract/verify/trust-file'
import { answerOf, unread, type Answer } from './answer'
import { checkPermit, openList, openTrust, type Trust } from './check-permit'
import { readPicture } from './read-picture'

const mostBytes = 1024 * 1024

export type Slot = 'trust' | 'list' | 'permit'

/** What a text is by its own form; what is neither trust file nor list is judged as a permit. */
const slotOf = (text: string): Slot => {
  if (readTrustFile(text)) return 'trust'
  const open = openToken(oneLine(text), 'statuslist+jwt')
  return 'reason' in open ? 'permit' : 'list'
}

/** Everything the page knows, for as long as it is open: nothing is stored and nothing is sent. */
export const useBench = () => {
  const trust = shallowRef<Trust | null>(null)
  const lists = shallowRef<readonly CheckedList[]>([])
  const answer = shallowRef<Answer | null>(null)
  const fault = ref<'trust' | 'list' | 'needs_trust' | null>(null)
  const busy = ref(false)

  const check = async (text: string): Promise<void> => {
    answer.value = answerOf(await checkPermit(givenText(text), trust.value?.keys ?? [], lists.value, new Date()), trust.value !== null)
  }
  const takeTrust = async (text: string): Promise<void> => {
    const opened = await openTrust(text)
    fault.value = opened ? null : 'trust'
    if (!opened) return
    // Lists and answers of other keys say nothing under these.
    if (opened.digest !== trust.value?.digest) {
      lists.value = []
      answer.value = null
    }
    trust.value = opened
  }
  const takeList = async (text: string): Promise<void> => {
    if (!trust.value) return void (fault.value = 'needs_trust')
    const opened = await openList(text, trust.value.keys)
    fault.value = 'reason' in opened ? 'list' : null
    if ('reason' in opened) return
    lists.value = [...lists.value.filter((one) => one.sub !== opened.list.sub || one.iat > opened.list.iat), opened.list]
    // What was said without it is no longer what there is to say.
    answer.value = null
  }
  const takeText = async (text: string, slot: Slot): Promise<void> => {
    if (slot === 'trust') return takeTrust(text)
    return slot === 'list' ? takeList(text) : check(text)
  }
  const takeFile = async (file: File, wanted?: Slot): Promise<void> => {
    if (file.type === 'image/png' || file.type === 'image/jpeg') {
      const read = await readPicture(file)
      if ('reason' in read) answer.value = unread(read.reason)
      else await check(read.text)
      return
    }
    if (file.size > mostBytes) return void (answer.value = answerOf({ outcome: 'invalid', reason: 'too_large' }, true))
    // `file.text()` would take a byte order mark off, and with it a reason to refuse.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer())
    await takeText(text, wanted ?? slotOf(text))
  }

  const working = <A extends unknown[]>(work: (...args: A) => Promise<void>) => async (...args: A): Promise<void> => {
    if (busy.value) return
    busy.value = true
    fault.value = null
    try {
      await work(...args)
    } catch {
      // Files that vanish while they are read; everything else is an answer above.
      answer.value = unread('file')
    } finally {
      busy.value = false
    }
  }
  const takeAll = async (files: readonly File[], wanted?: Slot): Promise<void> => {
    // Keys before lists before permits, in whatever order they were dropped.
    const rank = (file: File): number => (file.name.endsWith('.json') ? 0 : file.name.endsWith('.jwt') ? 1 : 2)
    for (const file of [...files].sort((a, b) => rank(a) - rank(b))) await takeFile(file, wanted)
  }
  return {
    trust, lists, answer, fault, busy: computed(() => busy.value), check: working(check), takeFiles: working(takeAll),
    clear: (): void => { answer.value = null },
  }
}
