import { jalaliText, type IsoDay } from '#contract/values/jalali'
import type { DossierSummary, ImportReport, DossierState } from '#contract/dossiers'
import type { SignOutcome } from '#contract/permits'
import type { Desk } from './desk'

/** Called after each piece of a long step. */
export type Tick = (done: number, total: number) => void

/** Every dossier in a state, page by page. */
export const dossiersIn = async (desk: Desk, state: DossierState): Promise<DossierSummary[]> => {
  const all: DossierSummary[] = []
  let after: string | null = null
  do {
    const page: { items: DossierSummary[]; next: string | null } = await desk.expert.call('dossiers.find', { states: [state], after, limit: 200 })
    all.push(...page.items)
    after = page.next
  } while (after)
  return all
}

export const importSubmissions = (desk: Desk, name: string, bytes: Uint8Array): Promise<ImportReport> =>
  desk.clerk.call('dossiers.importFile', { name, contentBase64: Buffer.from(bytes).toString('base64') })

/** The agency's approving letter for each dossier, entered by the expert (S0-05, S0-06). */
export const recordLetters = async (desk: Desk, items: readonly DossierSummary[], today: IsoDay, tick: Tick): Promise<void> => {
  for (const [i, item] of items.entries()) {
    await desk.expert.call('dossiers.recordOpinion', {
      id: item.id,
      version: item.version,
      opinion: {
        decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, isTopOfficial: true,
        decidedOn: jalaliText(today), signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل دستگاه اجرایی استان',
        letterNo: `${1000 + i}`, letterOn: jalaliText(today), note: '',
      },
    })
    tick(i + 1, items.length)
  }
}

/** S0-17: the office's re-examination of each dossier that carries the agency's signature. */
export const reviewAll = async (desk: Desk, items: readonly DossierSummary[], tick: Tick): Promise<void> => {
  for (const [i, item] of items.entries()) {
    await desk.expert.call('dossiers.submitForSignature', { id: item.id, version: item.version, readiness: 'ready', documentsSeen: true })
    tick(i + 1, items.length)
  }
}

/** Freezes and signs what waits for the Director, at most `limit`, opening what the draw picks. */
export const signQueue = async (desk: Desk, limit: number): Promise<SignOutcome[]> => {
  const { items } = await desk.director.call('permits.queue', {})
  const dossierIds = items.slice(0, limit).map((item) => item.dossierId)
  const outcomes: SignOutcome[] = []
  for (let from = 0; from < dossierIds.length; from += 1000) {
    const frozen = await desk.director.call('permits.freeze', { dossierIds: dossierIds.slice(from, from + 1000) })
    for (const dossierId of frozen.draw.picked) await desk.director.call('permits.open', { dossierId })
    const signed = await desk.director.call('permits.sign', {
      items: frozen.items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase: desk.director.passphrase,
    })
    outcomes.push(...signed.outcomes)
  }
  return outcomes
}
