import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type HeldLock = { release(): void }

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch {
    return false
  }
}

const claim = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false
    writeFileSync(lock, String(process.pid))
    return true
  }
}

/**
 * Electron's single-instance lock across real processes, at once as it must be: a file made exclusively; its holder watches
 * a folder for what later starts leave there. @returns null when another living process holds it, which is then told
 */
export const takeLock = (userData: string, hear: (argv: string[], cwd: string) => void): HeldLock | null => {
  const [lock, inbox] = [join(userData, 'standin.lock'), join(userData, 'standin-starts')]
  mkdirSync(inbox, { recursive: true })
  if (!claim(lock)) {
    const letter = join(inbox, `${process.pid}.json`)
    writeFileSync(`${letter}.part`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
    renameSync(`${letter}.part`, letter)
    return null
  }
  const watching = watch(inbox, () => {
    for (const name of readdirSync(inbox).filter((file) => file.endsWith('.json'))) {
      const { argv, cwd } = JSON.parse(readFileSync(join(inbox, name), 'utf8')) as { argv: string[]; cwd: string }
      unlinkSync(join(inbox, name))
      hear(argv, cwd)
    }
  })
  return {
    release: () => {
      watching.close()
      rmSync(lock, { force: true })
    },
  }
}
