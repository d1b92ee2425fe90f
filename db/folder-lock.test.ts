import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockFolder, type FolderLock } from './folder-lock'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'mohr-lock-'))
const release = (lock: FolderLock): void => { if (lock.held) lock.release() }

test('a second program on the same folder is told who holds it; after release it may come in', () => {
  const folder = newFolder()
  const first = lockFolder(folder)
  expect(first.held).toBe(true)
  expect(lockFolder(folder)).toEqual({ held: false, holder: process.pid })
  release(first)
  const again = lockFolder(folder)
  expect(again.held).toBe(true)
  release(again)
})

test('the lock of a killed process is taken over at once', async () => {
  const folder = newFolder()
  const script = `
    const file = new (require('better-sqlite3'))(process.argv[1], { timeout: 0 })
    file.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['-e', script, join(folder, 'window.lock')], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  expect(lockFolder(folder)).toMatchObject({ held: false })
  other.kill('SIGKILL')
  await once(other, 'exit')
  const mine = lockFolder(folder)
  expect(mine.held).toBe(true)
  release(mine)
})
