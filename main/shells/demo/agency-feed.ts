import axios from 'axios'
import type { DossierSummary } from '#contract/dossiers'
import type { IsoDay } from '#contract/values/jalali'
import type { Tick } from '#main/app/rehearsal/casework'

/**
 * Plays the agencies' side of the national registry: publishes their approving decision on each dossier, which the next
 * sync brings to the office (S0-05, S0-06). The reference registry takes such decisions on its control port only.
 */
export const publishOpinions = async (controlUrl: string, items: readonly DossierSummary[], today: IsoDay, tick: Tick): Promise<void> => {
  for (const [i, item] of items.entries()) {
    await axios.post(`${controlUrl}/control/opinions`, {
      tracking_code: item.trackingCode, decision: 'approve', personal_competence: true, technical_competence: true, conditions_met: true,
      decided_on: today, signer_name: 'پروانه دیناروند', signer_post: 'رئیس سازمان دستگاه اجرایی استان', is_top_official: true, note: '',
    }, { proxy: false, timeout: 10_000 })
    tick(i + 1, items.length)
  }
}
