import type { IsoDay } from '#contract/values/jalali'
import { settingsOf } from '#main/catalogues/index'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import { deathOf } from '#db/dossiers/casework-repo'
import type { Reader } from '#db/handle'
import { isCompromised } from '#db/permits/compromise-repo'
import { skillPaperOf } from '#db/permits/deadline-repo'
import { activePermitOf, findPermit, type PermitRow } from '#db/permits/permit-repo'
import { openCaseOf } from '#db/permits/revocation-repo'
import { mayFrom } from './status-table'

/**
 * The permit that a dossier renews or corrects, null for a new one; undefined when it may not be followed: it is another
 * holder's (S0-24), not in force nor run out (P10), or the Director has yet to decide whether to revoke it.
 */
export const predecessorOf = (db: Reader, dossier: DossierRow): PermitRow | null | undefined => {
  if (dossier.predecessorNo === null) return dossier.caseType === 'new' ? null : undefined
  const permit = findPermit(db, dossier.predecessorNo)
  if (!permit || permit.nationalId !== dossier.holderId || !mayBeReplaced(db, permit)) return undefined
  return openCaseOf(db, permit.no) ? undefined : permit
}

/** P10; P15: a suspended one only where it waits for a good key. */
const mayBeReplaced = (db: Reader, { no, status }: PermitRow): boolean =>
  mayFrom(status, 'replace') || (mayFrom(status, 'resign') && isCompromised(db, no))

/** S0-25, P10: the holder lives, and what the dossier follows, if anything, may be followed. */
export const mayFollow = (db: Reader, dossier: DossierRow): boolean =>
  predecessorOf(db, dossier) !== undefined && !deathOf(db, dossier.person.nationalId)

/** The same, and no other permit of this holder in this field (S0-07). */
export const mayBeIssued = (db: Reader, dossier: DossierRow): boolean => {
  const active = dossier.fieldCode === null ? undefined : activePermitOf(db, dossier.holderId, dossier.fieldCode)
  return mayFollow(db, dossier) && (!active || active.no === dossier.predecessorNo)
}

/** What of a payload neither the dossier nor the day says: the settings, and the permit that this one follows. */
export type Basis = {
  validityMonths: number | null
  skillMonths: 'calendar' | 'thirty_days'
  follows: {
    digest: string
    fieldCode: string
    till: IsoDay | null
    /** Day by which its evidence of skill is still due; null when it has come. */
    skillDue: IsoDay | null
    visitDue: IsoDay | null
    loanFrom: IsoDay | null
  } | null
}

export const basisOf = (db: Reader, dossier: DossierRow): Basis => {
  const { permitValidityMonths, monthArithmetic } = settingsOf(db)
  const before = predecessorOf(db, dossier)
  return {
    validityMonths: permitValidityMonths, skillMonths: monthArithmetic,
    follows: before ? {
      digest: before.digest, fieldCode: before.fieldCode, till: before.till, skillDue: skillPaperOf(db, before.no) ? null : before.skillDue,
      visitDue: before.visitDue, loanFrom: before.loanFrom,
    } : null,
  }
}
