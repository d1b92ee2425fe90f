import type { UpdateFault, UpdateManifest } from '#contract/updates'
import type { Config } from '#contract/config'
import { readWatch, saveWatch } from '#db/updates/update-repo'
import { transact } from '#db/transact'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { version } from '#package'
import { appendEntry } from '#main/ledger/index'
import { connectionFailure, openClient, wayOf } from '#main/network/index'
import { leadsBack, readManifest } from './read-manifest'
import { momentOf } from './update-state'

const mostBytes = 128 * 1024
const timeoutMs = 20_000

/** Where IT's configuration says that newer versions are. @throws Fault UPDATES_OFF. */
export const updateServer = ({ config }: Pick<Context, 'config'>): NonNullable<Config['updates']> => {
  if (!config?.updates) throw new Fault('UPDATES_OFF')
  return config.updates
}

/** The server's own: `mohr/` below its address. */
export const clientTo = (context: Context, url: string, most = mostBytes): ReturnType<typeof openClient> =>
  openClient(wayOf(context), { url, ca: 'public', timeoutMs, mostBytes: most })

const askManifest = async (context: Context, url: string): Promise<{ token: string } | { fault: UpdateFault }> => {
  const client = clientTo(context, url)
  try {
    const { status, data } = await client.http.get<string>(`${new URL(url).origin}/mohr/update.jws`, {
      // The timeout starts anew with every byte; a dripping answer must end too.
      responseType: 'text', transformResponse: (body: unknown) => body, signal: AbortSignal.timeout(2 * timeoutMs), headers: { accept: 'application/jose', 'user-agent': 'mohr' },
    })
    return status === 200 && typeof data === 'string' ? { token: data.trim() } : { fault: 'http' }
  } catch (error) {
    return { fault: connectionFailure(error) }
  } finally {
    client.close()
  }
}

/** Faults that somebody must have caused: they are written down, once each time they begin. */
const suspicious: readonly UpdateFault[] = ['malformed', 'signature', 'expired', 'early', 'older']

/**
 * Asks the update server once and keeps what became of it. A refused answer changes nothing of what was taken before.
 * @throws Fault UPDATES_OFF.
 */
export const checkUpdates = async (context: Context): Promise<void> => {
  const { db, clock } = context
  const { url, keyPem } = updateServer(context)
  const asked = await askManifest(context, url)
  const read = 'fault' in asked ? asked : readManifest(asked.token, keyPem, momentOf(context))
  transact(db, () => {
    const before = readWatch(db)
    const highest = { running: version, version: before?.highestVersion ?? null, released: before?.highestReleased ?? null }
    const refused = 'fault' in read ? read.fault : leadsBack(read.manifest, highest) ? 'older' : null
    const checkedAt = clock.now().toISOString()
    if (refused !== null) {
      saveWatch(db, { checkedAt, fault: refused, token: before?.token ?? null, highestVersion: highest.version, highestReleased: highest.released })
      if (suspicious.includes(refused) && before?.fault !== refused) {
        appendEntry(context, { kind: 'update.refuse', aggregate: { type: 'Ledger', id: 'update' }, baseVersion: 0, payload: { reason: refused, server: new URL(url).host } })
      }
      return
    }
    if (!('manifest' in read) || !('token' in asked)) return
    takeOffer(context, read.manifest, asked.token, checkedAt, highest.version)
  })
}

const takeOffer = (context: Context, manifest: UpdateManifest, token: string, checkedAt: string, before: string | null): void => {
  saveWatch(context.db, { checkedAt, fault: null, token, highestVersion: manifest.version, highestReleased: manifest.released })
  if (manifest.version === before) return
  appendEntry(context, {
    kind: 'update.offer', aggregate: { type: 'Ledger', id: 'update' }, baseVersion: 0,
    payload: { version: manifest.version, released: manifest.released, running: version },
  })
}
