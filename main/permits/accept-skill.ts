import type { PermitStatus, SkillDeadline } from '#contract/permit-life'
import type { SkillPaper } from '#contract/permits'
import { daysBetween } from '#contract/values/jalali'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { insertSkillPaper, remindersOf, skillDueBetween } from '#db/permits/deadline-repo'
import { transact } from '#db/transact'
import { changeStatus, permitOf } from './change-status'
import { assertStatus } from './status-table'

export type HandedIn = Omit<SkillPaper, 'acceptedOn'> & { no: string }

/**
 * P03: the paper of skill or experience, handed in by its day, which still counts (S1-B7); the permit is unconditional then.
 * @throws Fault NOT_FOUND, PERMIT_STATE, SKILL_LATE {dueOn}, SKILL_DATE (a paper of tomorrow).
 */
export const acceptSkillEvidence = (context: Context, { no, ...paper }: HandedIn): { status: PermitStatus; dossierId: string } =>
  transact(context.db, (db) => {
    const today = context.clock.today()
    const permit = permitOf(context, no)
    assertStatus(permit.status, 'acceptSkillEvidence')
    if (permit.skillDue === null || today > permit.skillDue) throw new Fault('SKILL_LATE', { dueOn: permit.skillDue })
    if (paper.issuedOn > today) throw new Fault('SKILL_DATE')
    insertSkillPaper(db, no, { ...paper, acceptedOn: today }, context.actor.username)
    changeStatus(context, permit, {
      command: 'acceptSkillEvidence', to: 'valid', kind: 'permit.acceptSkill',
      payload: { evidence: paper.evidence, paper_no: paper.paperNo, paper_on: paper.issuedOn }, say: 'permit.skill_accepted',
    })
    return { status: 'valid', dossierId: permit.dossierId }
  })

/** S1-B7: whose evidence is still due or late, the most urgent first. Negative days are late ones. */
export const listSkillDeadlines = ({ db, clock }: Context): SkillDeadline[] => {
  const today = clock.today()
  return skillDueBetween(db, '0001-01-01', '9999-12-31').map((line) => ({
    permitNo: line.no, dossierId: line.dossierId, name: line.name, fieldTitle: line.fieldTitle, issuedOn: line.issuedOn, dueOn: line.dueOn,
    daysLeft: daysBetween(today, line.dueOn), reminded: remindersOf(db, line.no, 'skill'),
  }))
}
