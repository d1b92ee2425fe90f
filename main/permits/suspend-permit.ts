import type { PermitStatus } from '#contract/permit-life'
import type { Context } from '#main/app/ports'
import { requireHand } from '#main/signing/index'
import { statusBefore } from '#db/permits/status-repo'
import { transact } from '#db/transact'
import { deedOfPermit } from './acting-hand'
import { changeStatus, permitOf } from './change-status'
import { assertStatus } from './status-table'

type Done = { status: PermitStatus; dossierId: string }

/** P04: urgent and reversible, so one person does it. Clocks run on. @throws Fault NOT_FOUND, PERMIT_STATE, DELEGATION_REFUSED. */
export const suspendPermit = (context: Context, { no, reason }: { no: string; reason: string }): Done =>
  transact(context.db, () => {
    const permit = permitOf(context, no)
    requireHand(context, deedOfPermit(permit))
    changeStatus(context, permit, { command: 'suspend', to: 'suspended', kind: 'permit.suspend', reason, say: 'permit.suspended', vars: { no } })
    return { status: 'suspended', dossierId: permit.dossierId }
  })

/** P05: as it stood before, unless it ran out meanwhile. @throws Fault NOT_FOUND, PERMIT_STATE, DELEGATION_REFUSED. */
export const reinstatePermit = (context: Context, { no, reason }: { no: string; reason: string }): Done =>
  transact(context.db, (db) => {
    const permit = permitOf(context, no)
    requireHand(context, deedOfPermit(permit))
    assertStatus(permit.status, 'reinstate')
    const ranOut = permit.till !== null && permit.till < context.clock.today()
    const to = ranOut ? 'expired' : (statusBefore(db, no) ?? 'valid')
    changeStatus(context, permit, {
      command: 'reinstate', to, kind: 'permit.reinstate', reason, say: ranOut ? 'permit.expired' : 'permit.reinstated', vars: { no },
    })
    return { status: to, dossierId: permit.dossierId }
  })
