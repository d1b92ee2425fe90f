import { computed, ref, shallowRef } from 'vue'
import { openToken } from '#contract/verify/compact-token'
import { readDelegationFile } from '#contract/verify/delegation'
import type { CheckedList } from '#contract/verify/judge'
import { givenText, oneLine } from '#contract/verify/qr-text'
import { isProof, readLogKey } from '#contract/verify/register-proof'
import { readTrustFile } from '#contract/verify/trust-file'
import { answerOf, unread, type Answer } from './answer'
import { nothingBeside, type Beside } from './beside'
import { checkPermit, openList, openTrust, type Trust } from './check-permit'
import { openDelegations } from './delegations'
import { keepList } from './keep-list'
import { openManifest } from './manifests'
import { joinDelegations, succeedTrust } from './succeed-trust'
import { isPicture, readPicture } from '../renderer/verify/read-picture'

const mostBytes = 1024 * 1024

export type Slot = 'trust' | 'list' | 'delegation' | 'permit' | 'manifest' | 'proof' | 'log'
/** Of what was refused; `trust_older`: the page was given a newer file under the same words; `timestamp`: this page has no reader of RFC 3161 answers, and says so. */
export type BenchFault = 'trust' | 'trust_older' | 'list' | 'delegation' | 'manifest' | 'proof' | 'timestamp' | 'needs_trust'

/** What a text is by its own form; what is nothing else is judged as a permit. */
const slotOf = (text: string): Slot => {
  if (readTrustFile(text)) return 'trust'
  if (!('reason' in openToken(oneLine(text), 'statuslist+jwt'))) return 'list'
  if (isProof(text)) return 'proof'
  if (readLogKey(text)) return 'log'
  if (!('reason' in openToken(oneLine(text), 'batch+jws'))) return 'manifest'
  return 'reason' in openToken(readDelegationFile(text)?.jws ?? '', 'delegation+jws') ? 'permit' : 'delegation'
}

/** Known by their own form, whichever button was pressed. */
const beyond: ReadonlySet<Slot> = new Set(['delegation', 'manifest', 'proof', 'log'])

/** Everything the page knows, for as long as it is open: nothing is stored and nothing is sent. */
export const useBench = () => {
  const trust = shallowRef<Trust | null>(null)
  const lists = shallowRef<readonly CheckedList[]>([])
  const answer = shallowRef<Answer | null>(null)
  const beside = shallowRef<Beside>(nothingBeside)
  const fault = ref<BenchFault | null>(null)
  const busy = ref(false)
  /** The newest file under each words: another office's file between two of one office makes the older no better. */
  const known = new Map<string, Trust>()
  const keepTrust = (kept: Trust): void => {
    known.set(kept.digest, kept)
    trust.value = kept
    // What was said without it is no longer what there is to say.
    answer.value = null
  }

  const check = async (text: string): Promise<void> => {
    answer.value = answerOf(await checkPermit(givenText(text), trust.value?.keys ?? [], lists.value, new Date(), beside.value), trust.value !== null)
  }
  const takeTrust = async (text: string): Promise<void> => {
    const opened = await openTrust(text)
    if (!opened) return void (fault.value = 'trust')
    const kept = succeedTrust(known.get(opened.digest), opened)
    if (!kept) return void (fault.value = 'trust_older')
    // Lists and manifests of other keys say nothing under these; of the same ones, not after one of them was lost.
    if (kept.digest !== trust.value?.digest || kept.at !== trust.value.at) {
      lists.value = []
      beside.value = { ...beside.value, manifest: null }
    }
    keepTrust(kept)
  }
  const takeList = async (text: string): Promise<void> => {
    if (!trust.value) return void (fault.value = 'needs_trust')
    const opened = await openList(text, trust.value.keys)
    if ('reason' in opened) return void (fault.value = 'list')
    lists.value = keepList(lists.value, opened.list, new Date())
    // What was said without it is no longer what there is to say.
    answer.value = null
  }
  const takeDelegation = async (text: string): Promise<void> => {
    if (!trust.value) return void (fault.value = 'needs_trust')
    const texts = readDelegationFile(text)
    const keys = texts && await openDelegations([texts], trust.value.keys, trust.value.stolen)
    if (!keys) return void (fault.value = 'delegation')
    keepTrust(joinDelegations(trust.value, keys))
  }
  /** What was said without it is no longer what there is to say. */
  const lay = (more: Partial<Beside>): void => {
    beside.value = { ...beside.value, ...more }
    answer.value = null
  }
  const takeManifest = async (text: string): Promise<void> => {
    if (!trust.value) return void (fault.value = 'needs_trust')
    const manifest = await openManifest(text, trust.value.keys)
    if (!manifest) return void (fault.value = 'manifest')
    lay({ manifest })
  }
  const takeProof = (text: string): void => {
    if (!isProof(text)) return void (fault.value = 'proof')
    lay({ proofs: [...beside.value.proofs.filter((one) => one !== text), text].slice(-50) })
  }
  const takeText = async (text: string, slot: Slot): Promise<void> => {
    if (slot === 'trust') return takeTrust(text)
    if (slot === 'delegation') return takeDelegation(text)
    if (slot === 'manifest') return takeManifest(text)
    if (slot === 'proof') return takeProof(text)
    if (slot === 'log') return lay({ logKey: text })
    return slot === 'list' ? takeList(text) : check(text)
  }
  const takeFile = async (file: File, wanted?: Slot): Promise<void> => {
    if (isPicture(file)) {
      const read = await readPicture(file)
      if ('reason' in read) answer.value = unread(read.reason)
      else await check(read.text)
      return
    }
    if (file.name.endsWith('.tsr')) return void (fault.value = 'timestamp')
    if (file.size > mostBytes) return void (answer.value = answerOf({ outcome: 'invalid', reason: 'too_large' }, true))
    // `file.text()` would take a byte order mark off, and with it a reason to refuse.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer())
    // A permit and the delegation it rests on come as files of one kind, and are chosen together.
    const slot = slotOf(text)
    await takeText(text, beyond.has(slot) ? slot : (wanted ?? slot))
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
    // Keys before lists before delegations before permits, in whatever order they were dropped.
    const rank = ({ name }: File): number => (name.endsWith('.json') ? 0 : name.endsWith('.jwt') ? 1 : name.startsWith('delegation-') ? 2 : /^B-|\.(pem|tlog-proof)$/.test(name) ? 3 : 4)
    for (const file of [...files].sort((a, b) => rank(a) - rank(b))) await takeFile(file, wanted)
  }
  return {
    trust, lists, answer, fault, beside, keepSince: (keptSince: string | null): void => lay({ keptSince }), busy: computed(() => busy.value), check: working(check), takeFiles: working(takeAll),
    clear: (): void => { answer.value = null },
  }
}
