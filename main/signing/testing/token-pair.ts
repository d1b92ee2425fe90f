import { loadNative } from '../token/native'
import { listedModule } from '../token/module-list'
import { openSession } from '../token/open-session'
import type { SoftToken } from './soft-token'

const ck = loadNative()!

type Wanted = { bits?: number; exponent?: number[]; alwaysAsks?: boolean; sign?: boolean; decrypt?: boolean }
let pairs = 0
/** A pair that some other program made on the token. @returns its CKA_ID, hex. */
export const makePair = (home: string, token: SoftToken, { bits = 3072, exponent = [1, 0, 1], alwaysAsks = false, sign = true, decrypt = false }: Wanted = {}): string => {
  const session = openSession(listedModule(home, 'soft'), token.serial, { pin: token.pin, write: true })
  const id = Buffer.from([++pairs])
  const both = [{ type: ck.CKA_TOKEN, value: true }, { type: ck.CKA_ID, value: id }, { type: ck.CKA_LABEL, value: `pair ${pairs}` }]
  session.module.p11.C_GenerateKeyPair(session.handle, { mechanism: ck.CKM_RSA_PKCS_KEY_PAIR_GEN }, [
    ...both, { type: ck.CKA_PRIVATE, value: false }, { type: ck.CKA_MODULUS_BITS, value: bits }, { type: ck.CKA_PUBLIC_EXPONENT, value: Buffer.from(exponent) },
  ], [
    ...both, { type: ck.CKA_SENSITIVE, value: true }, { type: ck.CKA_SIGN, value: sign }, { type: ck.CKA_DECRYPT, value: decrypt }, { type: ck.CKA_ALWAYS_AUTHENTICATE, value: alwaysAsks },
  ])
  session.close()
  return id.toString('hex')
}
