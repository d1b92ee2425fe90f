import type { TokenInfo } from '#contract/tokens'
import { Fault } from '#main/app/fault'
import { openModule } from './open-module'
import type { ListedModule } from './module-list'
import { rvOf, type Handle } from './native'
import type { Session } from './read-objects'
import { stopOf, tokenReady } from './token-faults'

export type OpenSession = Session & { slot: Handle; info: TokenInfo; close(): void }

/** Tokens at which somebody is signed in now: the sign-in is the whole program's, so a second one would need no PIN. */
const inUse = new Set<string>()

/**
 * A session on the token with this serial number; with a PIN, signed in, and alone on this token until it is closed.
 * The PIN is tried once.
 * @throws Fault TOKEN_SUPPORT_ABSENT, TOKEN_MODULE_UNFIT, TOKEN_ABSENT, TOKEN_UNFIT, TOKEN_LOCKED, TOKEN_BUSY, PIN_WRONG {tries}, TOKEN_FAILED {rv}.
 */
export const openSession = (listed: ListedModule, serial: string, { pin, write = false }: { pin?: string; write?: boolean } = {}): OpenSession => {
  const module = openModule(listed)
  const { p11, ck } = module
  const name = `${listed.id} ${serial}`
  const undo: (() => void)[] = [() => module.close()]
  const close = (): void => { for (const step of undo.splice(0).reverse()) step() }
  try {
    const { slot, info } = tokenReady(module, serial, write ? 'write' : 'read')
    if (pin !== undefined) {
      if (inUse.has(name)) throw new Fault('TOKEN_BUSY')
      inUse.add(name)
      undo.push(() => void inUse.delete(name))
    }
    const handle = asked(() => p11.C_OpenSession(slot, ck.CKF_SERIAL_SESSION | (write ? ck.CKF_RW_SESSION : 0)), (error) => stopOf(error, module, serial, 'signature'))
    undo.push(() => quietly(() => p11.C_CloseSession(handle)))
    if (pin !== undefined) {
      asked(() => p11.C_Login(handle, ck.CKU_USER, pin), (error) => (rvOf(error) === 'CKR_USER_ALREADY_LOGGED_IN' ? new Fault('TOKEN_BUSY') : stopOf(error, module, serial, 'pin')))
      undo.push(() => quietly(() => p11.C_Logout(handle)))
    }
    return { module, handle, slot, info, close }
  } catch (error) {
    close()
    throw error
  }
}

const asked = <T>(work: () => T, why: (error: unknown) => Error): T => {
  try {
    return work()
  } catch (error) {
    throw why(error)
  }
}

/** A token that was pulled out can't be signed out of; what it refuses here has no consequence. */
export const quietly = (work: () => void): void => {
  try {
    work()
  } catch (error) {
    if (rvOf(error) === '') throw error
  }
}
