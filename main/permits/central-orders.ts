import { uuidv7 } from 'uuidv7'
import type { CentralOrder } from '#contract/permit-life'
import { lightText } from '#contract/values/text'
import type { PermitRevocationBody } from '#contract/wire/changes'
import type { Context } from '#main/app/ports'
import { insertCentralOrder, listCentralOrders as readOrders, noteCentralOrderSeen } from '#db/permits/central-order-repo'
import { decideCase, openCaseOf } from '#db/permits/revocation-repo'
import { transact } from '#db/transact'
import { appendPermitEntry, changeStatus, permitOf } from './change-status'

/**
 * P13: what an authority above the office ordered takes effect as it comes, with all that P04 and P07 do (R11, status list,
 * message). A permit that already stands so only keeps the order. A proposal to revoke that still waited is closed: there is
 * nothing left to decide.
 * @throws Fault NOT_FOUND, PERMIT_STATE: the change is then kept for a person.
 */
export const applyCentralOrder = (context: Context, body: PermitRevocationBody): void =>
  transact(context.db, (db) => {
    const permit = permitOf(context, body.permit_no)
    const { no } = permit
    const [authority, orderNo, reason] = [lightText(body.authority), lightText(body.order_no), lightText(body.reason)]
    const at = context.clock.now().toISOString()
    const order = { authority, order_no: orderNo, ordered_on: body.ordered_on }
    const tookEffect = permit.status !== body.to
    if (tookEffect) {
      changeStatus(context, permit, {
        command: 'applyCentral', to: body.to, kind: 'permit.applyCentral', reason, reasonCode: 'central_order', payload: order,
        say: body.to === 'revoked' ? 'permit.revoked' : 'permit.suspended', vars: body.to === 'revoked' ? { no, why: reason } : { no },
      })
    } else appendPermitEntry(context, 'permit.applyCentral', no, { digest: permit.digest, from: permit.status, to: body.to, reason_code: 'central_order', reason, ...order })
    insertCentralOrder(db, { id: uuidv7(), permitNo: no, to: body.to, authority, orderNo, orderedOn: body.ordered_on, reason, receivedAt: at, tookEffect })
    const waiting = body.to === 'revoked' ? openCaseOf(db, no) : undefined
    if (waiting) {
      const decidedReason = `مجوز با دستور ${authority} باطل شد`
      decideCase(db, waiting.id, waiting.version, { decision: 'dismissed', decidedBy: context.actor.username, decidedAt: at, decidedReason, statement: null })
      appendPermitEntry(context, 'permit.dismissRevocation', no, { case_id: waiting.id, reason: decidedReason })
    }
    context.emit('dossier.changed', { dossierId: permit.dossierId })
  })

/** The centre's orders: those the Director has not seen, or all of them. */
export const listCentralOrders = ({ db }: Context, open: boolean): CentralOrder[] => readOrders(db, open)

/** The Director has seen one; again, or of one that is not there, it is nothing. */
export const noteCentralOrder = (context: Context, { id }: { id: string }): { noted: boolean } =>
  transact(context.db, (db) => {
    const at = context.clock.now().toISOString()
    const no = noteCentralOrderSeen(db, id, at, context.actor.username)
    if (no !== undefined) appendPermitEntry(context, 'permit.note', no, { central_order: id, seen_at: at })
    return { noted: no !== undefined }
  })
