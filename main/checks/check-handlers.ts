import type { Handlers } from '#contract'
import type { ExitCode } from '#contract/registry'
import type { Context } from '#main/app/ports'
import { checkBackups, checkCheckpoints, checkClock, checkDatabase, checkDisk, checkKeyRing, checkLedger, checkRegistry, checkScans } from './check-office'

export const checkHandlers: Handlers<'checks', Context> = {
  run: async (context, { network }) => {
    const registry = network ? await checkRegistry(context) : null
    const items = [
      checkKeyRing(context), checkDatabase(context), await checkLedger(context), await checkCheckpoints(context), await checkScans(context), checkBackups(context),
      checkDisk(context), await checkClock(context, registry?.serverTime ?? null), ...(registry ? [registry.item] : []),
    ]
    return { at: context.clock.now().toISOString(), exitCode: items.reduce<ExitCode>((code, item) => (item.code > code ? item.code : code), 0), items }
  },
}
