import { accessSync, constants, statSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckItem, CheckName } from '#contract/checks'
import type { ExitCode } from '#contract/registry'
import type { Context } from '#main/app/ports'
import { backupState } from '#main/backups/index'
import { checkpointHandlers } from '#main/checkpoints/index'
import { checkShelf } from '#main/documents/index'
import { ledgerHandlers } from '#main/ledger/index'
import { probeRegistry } from '#main/registry/index'
import { KeyRing } from '#main/staff/index'

type Facts = CheckItem['facts']
const good = (name: CheckName, facts: Facts = {}): CheckItem => ({ name, state: 'good', code: 0, reason: null, facts })
const warning = (name: CheckName, reason: string, facts: Facts = {}, code: ExitCode = 10): CheckItem => ({ name, state: 'warning', code, reason, facts })
const bad = (name: CheckName, code: ExitCode, reason: string, facts: Facts = {}): CheckItem => ({ name, state: 'bad', code, reason, facts })

const mega = 1024 * 1024

/** Readable, of this office, and not open to other accounts of the machine. */
export const checkKeyRing = ({ home, office }: Context): CheckItem => {
  try {
    if (new KeyRing(home).office()?.unit !== office.unit) return bad('key_ring', 50, 'FOREIGN')
    const open = process.platform !== 'win32' && (statSync(join(home, 'keyring.json')).mode & 0o077) !== 0
    return open ? warning('key_ring', 'OPEN_TO_OTHERS') : good('key_ring')
  } catch {
    return bad('key_ring', 50, 'UNREADABLE')
  }
}

/** Every page is read and authenticated, every index and foreign key compared. */
export const checkDatabase = ({ db }: Context): CheckItem => {
  try {
    const found = db.pragma('integrity_check') as { integrity_check: string }[]
    const orphans = (db.pragma('foreign_key_check') as unknown[]).length
    const whole = found.length === 1 && found[0]?.integrity_check === 'ok'
    const facts = { faults: whole ? 0 : found.length, orphans }
    return whole && orphans === 0 ? good('database', facts) : bad('database', 50, 'DAMAGED', facts)
  } catch {
    return bad('database', 50, 'DAMAGED')
  }
}

export const checkLedger = async (context: Context): Promise<CheckItem> => {
  const { ok, entries, firstBad } = await ledgerHandlers.verify(context, {})
  return ok ? good('ledger', { entries }) : bad('ledger', 60, 'CHAIN_BROKEN', { entries, firstBad })
}

/** The tree of the entries, every sealed checkpoint, and what others hold of this office's history. */
export const checkCheckpoints = async (context: Context): Promise<CheckItem> => {
  const { ok, checkpoints, firstBadCheckpoint, treeFits } = await checkpointHandlers.verify(context, {})
  const { history, file, unsealed } = await checkpointHandlers.status(context, {})
  const facts = { checkpoints, unsealed, firstBad: firstBadCheckpoint }
  if (history === 'rolled_back') return bad('checkpoints', 60, 'ROLLED_BACK', facts)
  if (!ok || !treeFits) return bad('checkpoints', 60, 'CONTRADICTED', facts)
  return file === 'missing' || file === 'damaged' ? warning('checkpoints', file === 'missing' ? 'LIST_MISSING' : 'LIST_DAMAGED', facts) : good('checkpoints', facts)
}

export const checkScans = async (context: Context): Promise<CheckItem> => {
  const found = await checkShelf(context)
  return found.unfit === 0 ? good('scans', found) : bad('scans', 50, 'MISSING_OR_DAMAGED', found)
}

const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

export const checkBackups = (context: Context): CheckItem => {
  const { plan, days, remindAfter } = backupState(context)
  if (!plan) return warning('backups', 'UNSET')
  if (!isWritable(plan.folder)) return bad('backups', 50, 'FOLDER', { days })
  if (days === null) return warning('backups', 'NEVER')
  return days >= remindAfter ? warning('backups', 'OLD', { days }) : good('backups', { days })
}

const little = 1024 * mega
const tooLittle = 200 * mega

export const checkDisk = ({ home }: Context): CheckItem => {
  const { bavail, bsize } = statfsSync(home)
  const free = bavail * bsize
  const facts = { freeMegabytes: Math.floor(free / mega) }
  if (free < tooLittle) return bad('disk', 50, 'FULL', facts)
  return free < little ? warning('disk', 'LITTLE', facts) : good('disk', facts)
}

/** Security row 22: five minutes are said, a day is a fault, and no clock stands before what is written. */
export const checkClock = async (context: Context, serverTime: string | null): Promise<CheckItem> => {
  const now = context.clock.now().getTime()
  const { items: [last] } = await ledgerHandlers.list(context, { before: null, kind: '', limit: 1 })
  const behind = last ? Math.max(0, Math.round((Date.parse(last.at) - now) / 1000)) : 0
  const skew = serverTime === null ? null : Math.round((now - Date.parse(serverTime)) / 1000)
  const off = Math.max(behind, Math.abs(skew ?? 0))
  const facts = { behindLedgerSeconds: behind, fromRegistrySeconds: skew }
  if (off > 86_400) return bad('clock', 50, 'WRONG', facts)
  return off > 300 ? warning('clock', behind > 300 ? 'BEHIND_LEDGER' : 'SKEWED', facts) : good('clock', facts)
}

export const checkRegistry = async (context: Context): Promise<{ item: CheckItem; serverTime: string | null }> => {
  const probe = await probeRegistry(context)
  if (!probe) return { item: warning('registry', 'NOT_ENROLLED'), serverTime: null }
  const { code, reason, serverTime } = probe
  return { item: reason === null ? good('registry') : bad('registry', code, reason), serverTime }
}
