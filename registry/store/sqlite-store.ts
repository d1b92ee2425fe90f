import { generateKeyPairSync, randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { streams } from '#contract/wire/service'
import { sqliteChanges } from './sqlite-changes'
import { sqliteOperations } from './sqlite-operations'
import { sqliteSchema } from './sqlite-schema'
import type { Device, Identity, Store } from './store'

type DeviceRow = {
  device_id: string; public_pem: string; incarnation: string; unit: string; streams: string
  head_seq: number | null; head_hash: string | null
}

const toDevice = (row: DeviceRow): Device => ({
  deviceId: row.device_id, publicPem: row.public_pem, incarnation: row.incarnation, unit: row.unit, streams: row.streams.split(','),
  head: row.head_seq === null || row.head_hash === null ? null : { seq: row.head_seq, hash: row.head_hash },
})

/**
 * The store on SQLite: one file, one process, durable at every answer (`synchronous=FULL`).
 * Makes the registry's identity and key on first use.
 */
export const openSqliteStore = (file: string, options: { training: boolean }): Store => {
  const db = new Database(file, { timeout: 5_000 })
  db.pragma('journal_mode=WAL')
  db.pragma('synchronous=FULL')
  db.pragma('foreign_keys=ON')
  db.exec(sqliteSchema)
  const now = identityOf(db, options.training)
  const device = db.prepare<[string], DeviceRow>('SELECT * FROM devices WHERE device_id = ?')

  return {
    identity: () => now(),
    rollEpoch: () => {
      db.prepare('UPDATE identity SET epoch = ?').run(randomUUID())
      return now()
    },
    addEnrolCode: (codeHash, unit) => {
      db.prepare('INSERT INTO enrol_codes (code_hash, unit) VALUES (?, ?)').run(codeHash, unit)
    },
    enrol: (codeHash, { deviceId, publicPem, incarnation }) =>
      db.transaction(() => {
        const used = db.prepare<[string, string], { unit: string }>(
          'UPDATE enrol_codes SET used_by = ? WHERE code_hash = ? AND used_by IS NULL RETURNING unit',
        ).get(deviceId, codeHash)
        if (!used) return undefined
        db.prepare('INSERT INTO devices (device_id, public_pem, incarnation, unit, streams) VALUES (?, ?, ?, ?, ?)')
          .run(deviceId, publicPem, incarnation, used.unit, [...streams, 'reports'].join(','))
        return toDevice(device.get(deviceId)!)
      }).immediate(),
    findDevice: (deviceId) => {
      const row = device.get(deviceId)
      return row && toDevice(row)
    },
    saveHead: (deviceId, head) => {
      db.prepare('UPDATE devices SET head_seq = ?, head_hash = ? WHERE device_id = ?').run(head.seq, head.hash, deviceId)
    },
    ...sqliteOperations(db),
    ...sqliteChanges(db),
    counts: () => db.prepare<[], { devices: number; operations: number; changes: number }>(`
      SELECT (SELECT count(*) FROM devices) AS devices, (SELECT count(*) FROM operations) AS operations,
             (SELECT count(*) FROM changes) AS changes`).get()!,
    copyTo: (target) => {
      db.prepare('VACUUM INTO ?').run(target)
    },
    close: () => {
      db.close()
    },
  }
}

const identityOf = (db: Database.Database, training: boolean): (() => Identity) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  db.prepare('INSERT OR IGNORE INTO identity VALUES (1, ?, ?, ?, ?, ?)').run(randomUUID(), randomUUID(), training ? 1 : 0, privateKey, publicKey)
  const read = db.prepare<[], Omit<Identity, 'training'> & { training: number }>(`
    SELECT registry_id AS registryId, epoch, training, private_pem AS privatePem, public_pem AS publicPem FROM identity`)
  return () => {
    const row = read.get()!
    return { ...row, training: row.training === 1 }
  }
}
