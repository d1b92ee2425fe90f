import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateFault, UpdateFile, UpdateManifest, UpdateState } from '#contract/updates'
import type { Reader } from '#db/handle'
import { listFetched, readWatch } from '#db/updates/update-repo'
import type { Context } from '#main/app/ports'
import { version } from '#package'
import { compareVersions, leadsBack, readManifest } from './read-manifest'

export const updatesFolder = (home: string): string => join(home, 'updates')

const systems: Partial<Record<NodeJS.Platform, UpdateFile['system']>> = { win32: 'windows', linux: 'linux' }

/** What is being fetched in each open office. */
const running = new WeakMap<Reader, string>()
export const nowFetching = {
  of: (db: Reader): string | null => running.get(db) ?? null,
  begin: (db: Reader, name: string): void => void running.set(db, name),
  end: (db: Reader): void => void running.delete(db),
}

/** The machine's clock, but never before a release that was already seen: a clock set back revives nothing. */
export const momentOf = ({ db, clock }: Pick<Context, 'db' | 'clock'>): Date => {
  const seen = readWatch(db)?.highestReleased
  return new Date(Math.max(clock.now().getTime(), seen ? Date.parse(seen) : 0))
}

/** The newest manifest that was taken, checked anew with the key that is pinned now; null when it holds no longer. */
export const currentOffer = (context: Pick<Context, 'db' | 'clock' | 'config'>): UpdateManifest | null => {
  const row = readWatch(context.db)
  const keyPem = context.config?.updates?.keyPem
  if (!row?.token || !keyPem) return null
  const read = readManifest(row.token, keyPem, momentOf(context))
  return 'fault' in read || leadsBack(read.manifest, { running: version, version: null, released: null }) ? null : read.manifest
}

const isHere = (path: string, size: number): boolean => statSync(path, { throwIfNoEntry: false })?.size === size

export const updateState = (context: Pick<Context, 'db' | 'clock' | 'config' | 'home'>): UpdateState => {
  const { db, config, home } = context
  const row = readWatch(db)
  const manifest = currentOffer(context)
  const system = systems[process.platform] ?? null
  const fits = (file: UpdateFile): boolean => file.system === system && file.arch === process.arch
  const behind = manifest !== null && compareVersions(version, manifest.version) < 0
  const fetched = listFetched(db).flatMap(({ sha256, name, fetchedAt }) => {
    const file = manifest?.files.find((one) => one.sha256 === sha256)
    const path = join(updatesFolder(home), name)
    return file && isHere(path, file.size) ? [{ name, path, at: fetchedAt }] : []
  })
  return {
    running: version, system, arch: process.arch, server: config?.updates?.url ?? null,
    checkedAt: row?.checkedAt ?? null,
    fault: row?.fault ? { fault: row.fault as UpdateFault, at: row.checkedAt } : null,
    offer: manifest && {
      version: manifest.version, released: manifest.released, expires: manifest.expires, minimum: manifest.minimum, notes: manifest.notes,
      files: manifest.files.map((file) => ({ ...file, fits: fits(file) })).sort((a, b) => Number(b.fits) - Number(a.fits)),
    },
    need: manifest && compareVersions(version, manifest.minimum) < 0 ? 'required' : behind ? 'newer' : 'none',
    fetched, fetching: nowFetching.of(db),
  }
}
