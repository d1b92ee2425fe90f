import { listText } from '../wording'
import { missing, type Rule } from './rule'

const statusText: Readonly<Record<string, string>> = {
  suspended: 'تعلیق شده است',
  revoked: 'باطل شده است',
  expired: 'اعتبار آن به پایان رسیده است',
  superseded: 'جایگزین شده است',
  closed_by_death: 'با درگذشت دارنده بسته شده است',
}

/** REF-01: a signed permit or confirmation in force (S0-08, S4-08) of a living holder (S0-25). */
export const permitRule: Rule = {
  gate: 'REF-01',
  clauses: ['S0-08', 'S0-25', 'S4-08'],
  lacks: ({ permit, holderAlive }) => missing(
    [!['valid', 'conditional'].includes(permit.status), statusText[permit.status] ?? 'در وضع معتبر نیست'],
    [!permit.signatureValid, 'امضای آن درست نیست'],
    [!holderAlive, 'فوت دارنده ثبت شده است'],
  ),
  passed: ({ permit }) => `مجوز ${permit.no} معتبر است.`,
  failed: ({ permit }, lacks) => `مجوز ${permit.no} معتبر نیست: ${listText(lacks)}.`,
}
