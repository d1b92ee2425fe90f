import { expect, test } from 'vitest'
import { roleName } from './role-name'

test('every role in the ledger has its word, the program\'s own too; what is unknown stays as written', () => {
  expect([roleName('system'), roleName('auditor'), roleName('someone')]).toEqual(['خودکار', 'حسابرس', 'someone'])
})
