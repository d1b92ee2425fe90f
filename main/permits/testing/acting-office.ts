import { contract } from '#contract'
import type { Delegation } from '#contract/delegations'
import type { SignOutcome } from '#contract/permits'
import type { Context } from '#main/app/ports'
import { signingHandlers } from '#main/signing/index'
import { KeyRing, minimumCost } from '#main/staff/index'
import { insertStaff } from '#db/staff/staff-repo'
import { permitHandlers } from '../permit-handlers'
import { createPermitOffice, now, passphrase, type PermitOffice } from './permit-office'

export type ActingOffice = PermitOffice & {
  director: () => Context
  deputy: () => Context
  /** A delegation that the Director's key signs, on these terms: Jalali days, everything permitted unless said otherwise. */
  give: (terms?: Record<string, unknown>) => Delegation
  end: (digest: string) => Delegation
  signAs: (who: Context, dossierIds: readonly string[]) => Promise<SignOutcome[]>
}

/** An office with a Director in her seat and another director who has a key of her own, and nothing delegated yet. */
export const createActingOffice = ({ instant = '2026-11-21T06:12:09Z', training = false } = {}): ActingOffice => {
  const at = createPermitOffice({ instant, training })
  const staff = (username: string, displayName: string, post: string, role: string): void =>
    insertStaff(at.db, { username, displayName, post, roles: [role], active: true }, '2026-11-01T06:00:00Z')
  staff('director', 'علیرضا نیک‌سرشت', 'مدیرکل', 'director')
  staff('deputy', 'نرگس نمونه‌کار', 'معاون اشتغال', 'director')
  staff('manager', 'کیوان رستگار', 'مدیر سیستم', 'system_manager')
  new KeyRing(at.home, minimumCost).put('deputy', passphrase, at.databaseKey)
  const director = (): Context => at.as('director')
  const deputy = (): Context => at.as('director', 'deputy')
  void signingHandlers.createKey(deputy(), { passphrase })
  const give = (terms: Record<string, unknown> = {}): Delegation => {
    const draft = { to: 'deputy', from: '1405/08/30', until: '1405/09/10', kinds: ['permit', 'revocation', 'referral'], ...terms }
    const { bytes } = now(signingHandlers.draftDelegation(director(), contract.signing.draftDelegation.input.parse(draft)))
    return now(signingHandlers.giveDelegation(director(), { bytes, passphrase }))
  }
  const end = (digest: string): Delegation => now(signingHandlers.endDelegation(director(), { digest, reason: 'از مأموریت بازگشتم', passphrase }))
  const signAs = async (who: Context, dossierIds: readonly string[]): Promise<SignOutcome[]> => {
    const { items } = now(permitHandlers.freeze(who, { dossierIds: [...dossierIds] }))
    return (await permitHandlers.sign(who, { items: items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })).outcomes
  }
  return { ...at, director, deputy, give, end, signAs }
}
