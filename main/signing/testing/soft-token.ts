import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** SoftHSM2 as Debian installs it: a whole PKCS#11 token in a folder, with its own PIN rules. */
const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib64/pkcs11/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so']
  .find((path) => existsSync(path))

export const softHsm = (): string => {
  if (!library) throw new Error('SoftHSM2 is missing, and signing with tokens is tested with it. On Debian: apt-get install softhsm2')
  return library
}

export type SoftToken = { label: string; serial: string; pin: string; folder: string; pullOut(): void; putBack(): void; lock(): void }

/** A fresh set of readers: the library looks where SOFTHSM2_CONF points when it is started. */
export const softReaders = (): { add: (label: string, pin?: string) => SoftToken } => {
  const home = mkdtempSync(join(tmpdir(), 'mohr-softhsm-'))
  const tokens = join(home, 'tokens')
  mkdirSync(tokens)
  mkdirSync(join(home, 'pulled'))
  const config = join(home, 'softhsm2.conf')
  writeFileSync(config, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  process.env['SOFTHSM2_CONF'] = config
  softHsm()
  const add = (label: string, pin = '4711'): SoftToken => {
    const before = new Set(readdirSync(tokens))
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', '87654321', '--pin', pin], { stdio: 'pipe', env: { ...process.env, SOFTHSM2_CONF: config } })
    const name = readdirSync(tokens).find((one) => !before.has(one))
    if (!name) throw new Error('no token was made')
    const folder = join(tokens, name)
    return {
      label, pin, folder, serial: name.replaceAll('-', '').slice(-16),
      pullOut: () => { renameSync(folder, join(home, 'pulled', name)) },
      putBack: () => { renameSync(join(home, 'pulled', name), folder) },
      lock: () => { setFlags(join(folder, 'token.object'), userPinLocked) },
    }
  }
  return { add }
}

/** IT's list of modules beside the office's database. */
export const listModules = (home: string, modules: { id: string; title: string; path: string }[] = [{ id: 'soft', title: 'SoftHSM', path: softHsm() }]): void => {
  writeFileSync(join(home, 'token-modules.json'), JSON.stringify({ v: 1, modules }), { mode: 0o644 })
}

/** CKF_USER_PIN_LOCKED, as a card sets it after its last wrong try; SoftHSM never locks, so its stored flags are given it. */
const userPinLocked = 0x00040000n
/** CKA_OS_TOKENFLAGS of SoftHSM's own attributes. */
const tokenFlags = 0x8000534bn

const setFlags = (file: string, flag: bigint): void => {
  const bytes = readFileSync(file)
  const type = Buffer.alloc(8)
  type.writeBigUInt64BE(tokenFlags)
  const at = bytes.indexOf(type)
  if (at < 0) throw new Error('SoftHSM keeps its flags elsewhere')
  // Type, kind, value: eight bytes each.
  bytes.writeBigUInt64BE(bytes.readBigUInt64BE(at + 16) | flag, at + 16)
  writeFileSync(file, bytes)
}
