import { readFileSync } from 'node:fs'
import type { Writer } from '../handle'

/**
 * Counts what really reached the log: frames that end a transaction (SQLite file format §4.1: a frame whose header names
 * the database size after commit). The log must not be checkpointed meanwhile.
 */
export const walCommits = (db: Writer, file: string): { commits: () => number; stop: () => void } => {
  db.pragma('wal_autocheckpoint=0')
  db.pragma('wal_checkpoint(TRUNCATE)')
  return {
    commits: () => commitsIn(readFileSync(`${file}-wal`)),
    stop: () => void db.pragma('wal_autocheckpoint=1000'),
  }
}

const headerBytes = 32
const frameHeaderBytes = 24

const commitsIn = (wal: Buffer): number => {
  if (wal.length < headerBytes) return 0
  const frame = frameHeaderBytes + wal.readUInt32BE(8)
  const salt = wal.subarray(16, 24)
  let commits = 0
  for (let at = headerBytes; at + frame <= wal.length; at += frame) {
    if (!wal.subarray(at + 8, at + 16).equals(salt)) break
    if (wal.readUInt32BE(at + 4) > 0) commits += 1
  }
  return commits
}
