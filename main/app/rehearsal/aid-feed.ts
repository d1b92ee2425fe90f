import { addDays, type IsoDay } from '#contract/values/jalali'
import type { AidCaseBody } from '#contract/wire/aid-case'

/** Invented household heads and what the training centre says of them: one of each verdict (S2-02…S2-06). */
export const aidResults = (today: IsoDay): AidCaseBody[] => {
  const told = { as_of: `${addDays(today, -1)}T20:30:00Z`, died_on: null }
  return [
    { ...told, national_id: '1234567891', standing: 'applicant', eligible: 'yes', body: 'سازمان بهزیستی', introduced_on: addDays(today, -40), result_told_on: addDays(today, -30), objection: null, mobile: '09160000011' },
    { ...told, national_id: '1741960010', standing: 'applicant', eligible: 'no', body: null, introduced_on: null, result_told_on: addDays(today, -12),
      objection: { no: '1405/117', on: addDays(today, -5), state: 'under_review' }, mobile: null },
    { ...told, national_id: '1990001238', standing: 'recipient', eligible: 'pending', body: 'کمیتۀ امداد', introduced_on: addDays(today, -90), result_told_on: null, objection: null, mobile: '09160000013' },
  ]
}

/** The training centre tells its office of them, over its control port; the next sync brings them in, as any result comes (S2-08). */
export const publishAidResults = async (controlUrl: string, unit: string, today: IsoDay): Promise<void> => {
  for (const result of aidResults(today)) {
    await fetch(`${controlUrl}/control/aid-cases`, { method: 'POST', body: JSON.stringify({ ...result, unit }) })
  }
}
