import type { Reader, Writer } from '../handle'

export type DeviceRow = {
  deviceId: string; incarnation: string; privatePem: string; url: string; caPem: string | null; registryId: string
  registryPem: string; epoch: string; unit: string; streams: string[]; training: boolean; floorSeq: number; enrolledAt: string
}
type Stored = Omit<DeviceRow, 'streams' | 'training'> & { streams: string; training: number }

export const readDevice = (db: Reader): DeviceRow | undefined => {
  const row = db.prepare<[], Stored>(`
    SELECT device_id AS deviceId, incarnation, private_pem AS privatePem, url, ca_pem AS caPem, registry_id AS registryId,
      registry_pem AS registryPem, epoch, unit, streams, training, floor_seq AS floorSeq, enrolled_at AS enrolledAt FROM registry_device`).get()
  return row && { ...row, streams: row.streams.split(','), training: row.training === 1 }
}

/** Replaces the device of today: there is never more than one. */
export const saveDevice = (db: Writer, row: DeviceRow): void => {
  db.prepare(`
    INSERT OR REPLACE INTO registry_device VALUES (1, @deviceId, @incarnation, @privatePem, @url, @caPem, @registryId, @registryPem,
      @epoch, @unit, @streams, @training, @floorSeq, @enrolledAt)`,
  ).run({ ...row, streams: row.streams.join(','), training: row.training ? 1 : 0 })
}

/** The registry's new life, and the server sequence below which its old marks say nothing. */
export const saveEpoch = (db: Writer, epoch: string, floorSeq: number): void => {
  db.prepare('UPDATE registry_device SET epoch = ?, floor_seq = ?').run(epoch, floorSeq)
}

export const readCursors = (db: Reader): Record<string, string> =>
  Object.fromEntries(db.prepare<[], [string, string]>('SELECT stream, cursor FROM sync_cursors').raw().all())

export const saveCursor = (db: Writer, stream: string, cursor: string): void => {
  db.prepare('INSERT OR REPLACE INTO sync_cursors VALUES (?, ?)').run(stream, cursor)
}

export const forgetCursors = (db: Writer): void => {
  db.prepare('DELETE FROM sync_cursors').run()
}
