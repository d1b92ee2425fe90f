import type { PKCS11 } from 'pkcs11js'
import { Fault } from '#main/app/fault'
import { libraryOf, unfit, type ListedModule } from './module-list'
import { loadNative, rvOf, type Native } from './native'

/** A started library. Several may hold it; the last to close it ends it. */
export type OpenModule = { p11: PKCS11; ck: Native; close(): void }

const running = new Map<string, { p11: PKCS11; holders: number }>()

/** @throws Fault TOKEN_SUPPORT_ABSENT; TOKEN_MODULE_UNFIT {cause}. */
export const openModule = (listed: ListedModule): OpenModule => {
  const ck = loadNative()
  if (!ck) throw new Fault('TOKEN_SUPPORT_ABSENT')
  const file = libraryOf(listed)
  const started = running.get(file) ?? { p11: start(ck, file), holders: 0 }
  running.set(file, started)
  started.holders += 1
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    started.holders -= 1
    if (started.holders > 0) return
    running.delete(file)
    end(started.p11)
  }
  return { p11: started.p11, ck, close }
}

const start = (ck: Native, file: string): PKCS11 => {
  const p11 = new ck.PKCS11()
  try {
    p11.load(file)
  } catch {
    throw unfit('not_pkcs11')
  }
  try {
    // Signatures are made in threads of the pool.
    p11.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK })
  } catch (error) {
    p11.close()
    if (rvOf(error) === '') throw error
    throw unfit('failed')
  }
  return p11
}

/** A library whose token was pulled out may refuse even this; it is let go all the same. */
const end = (p11: PKCS11): void => {
  try {
    p11.C_Finalize()
  } catch (error) {
    if (rvOf(error) === '') throw error
  }
  p11.close()
}
