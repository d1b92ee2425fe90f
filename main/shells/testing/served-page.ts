import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLoopback, type Loopback } from '#main/shells/loopback'

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'mohr-shell-'))

/** A page of two files with a secret beside its folder, for traversal to aim at. */
export const newPage = (): string => {
  const folder = newFolder()
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>Mohr</title>')
  writeFileSync(join(folder, 'page/assets/index.js'), 'void 0')
  writeFileSync(join(folder, 'secret.js'), 'SECRET')
  return join(folder, 'page')
}

/** The loopback shell on an empty data folder. */
export const servePage = async (home = newFolder()): Promise<Loopback> => {
  const started = await startLoopback({ home, page: newPage() })
  if (!started.ok) throw new Error(started.error.code)
  return started.value
}
