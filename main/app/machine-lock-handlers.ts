import { randomBytes } from 'node:crypto'
import type { MachineLock } from '#contract/machine-lock'
import { appendEntry } from '#main/ledger/index'
import { newRecoveryCode, recoveryKey } from '#main/staff/index'
import { transact } from '#db/transact'
import { Fault } from './fault'
import type { GateContext } from './gate-context'
import type { Context } from './ports'

/** What keeper of secrets this machine has. */
export const storeState = async ({ host }: Pick<GateContext, 'host'>): Promise<MachineLock['store']> => (await host.secretStore?.state()) ?? 'absent'

const signedIn = (gate: GateContext): Context => {
  if (!gate.actor) throw new Fault('NOT_SIGNED_IN')
  return gate.inside(gate.actor)
}

const log = (context: Context, kind: 'office.bindMachine' | 'office.unbindMachine'): void => {
  transact(context.db, () => {
    appendEntry(context, { kind, aggregate: { type: 'Office', id: context.office.unit }, baseVersion: 0, payload: { unit: context.office.unit } })
  })
}

/**
 * Puts the key ring under a secret of this machine.
 * @returns the recovery code, answered once.
 * @throws Fault MACHINE_BOUND, SECRET_STORE_PLAIN, SECRET_STORE_ABSENT.
 */
export const bindRing = async ({ vault, host }: Pick<GateContext, 'vault' | 'host'>, context: Context): Promise<string> => {
  const { file } = vault.secrets.ring
  if (file.wrapped() !== null) throw new Fault('MACHINE_BOUND')
  const store = await storeState({ host })
  if (store === 'plain_text') throw new Fault('SECRET_STORE_PLAIN')
  const keeper = host.secretStore
  if (store === 'absent' || !keeper) throw new Fault('SECRET_STORE_ABSENT')
  const secret = randomBytes(32)
  const wrapped = await keeper.wrap(secret)
  // A store that does not give back what it took would lock everybody out.
  if (!(await keeper.unwrap(wrapped)).equals(secret)) throw new Fault('SECRET_STORE_ABSENT')
  const recovery = newRecoveryCode()
  log(context, 'office.bindMachine')
  file.bind(secret, wrapped, recovery.key)
  return recovery.code
}

/**
 * Gives a bound ring its secret from this machine's store, once per run.
 * @throws Fault MACHINE_LOCKED where there is no store, or it is another machine's: the recovery code then opens it.
 */
export const openMachineLock = async ({ vault, host, log: diagnostics }: Pick<GateContext, 'vault' | 'host' | 'log'>): Promise<void> => {
  const { file } = vault.secrets.ring
  const wrapped = file.wrapped()
  if (wrapped === null || !file.needsSecret()) return
  try {
    const secret = await host.secretStore?.unwrap(wrapped)
    if (secret && file.unlock(secret)) return
  } catch (error) {
    diagnostics.write('warn', 'machine.store_refused', { kind: error instanceof Error ? error.name : 'unknown' })
  }
  throw new Fault('MACHINE_LOCKED')
}

export const machineLockHandlers = {
  machineLock: async (gate: GateContext): Promise<MachineLock> => ({ store: await storeState(gate), bound: gate.vault.secrets.ring.file.wrapped() !== null }),

  bindMachine: async (gate: GateContext): Promise<{ recoveryCode: string }> => ({ recoveryCode: await bindRing(gate, signedIn(gate)) }),

  unbindMachine: (gate: GateContext): Record<string, never> => {
    const { file } = gate.vault.secrets.ring
    if (file.wrapped() === null) throw new Fault('MACHINE_UNBOUND')
    log(signedIn(gate), 'office.unbindMachine')
    file.unbind()
    return {}
  },

  recoverMachine: async (gate: GateContext, { code }: { code: string }): Promise<Record<string, never>> => {
    const { file } = gate.vault.secrets.ring
    if (file.wrapped() === null) throw new Fault('MACHINE_UNBOUND')
    const key = recoveryKey(code)
    const secret = key && file.recovered(key)
    if (!secret || !file.unlock(secret)) throw new Fault('RECOVERY_CODE_WRONG')
    if ((await storeState(gate)) === 'ready' && gate.host.secretStore) file.rewrap(await gate.host.secretStore.wrap(secret))
    return {}
  },
}
