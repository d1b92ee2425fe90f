import { z } from 'zod'

/** Why a configuration file is refused: what its words are chosen by. */
export const configReasons = [
  'unreadable', 'open_to_others', 'too_large', 'json', 'version', 'unknown_key', 'type', 'required', 'address', 'https', 'credentials', 'path', 'number',
  'pin', 'backup_pin', 'host', 'duplicate', 'file', 'certificate', 'key', 'machine_only',
] as const
export type ConfigReason = (typeof configReasons)[number]

/** One refusal: which file, which field of it (dotted, '' for the file itself), why. */
export type ConfigFault = { file: string; field: string; reason: ConfigReason }

const reason = (code: ConfigReason): { error: ConfigReason } => ({ error: code })
const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

const addressOf = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && url.pathname === '/' && !url.search && !url.hash && url.hostname !== '' ? url : null
}
const withoutUser = (text: string): boolean => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === '')
const secure = (text: string): boolean => {
  const url = addressOf(text)
  return url === null || url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
}

const text = z.string(reason('type')).min(1, reason('required')).max(400, reason('type'))
/** Absolute on either system, so that a file can be checked on another machine than the one it is for. */
const path = text.regex(/^(\/|[A-Za-z]:[\\/]|\\\\)[^\0]*$/, reason('path'))
const origin = text.refine(withoutUser, reason('credentials')).refine((value) => addressOf(value) !== null, reason('address')).refine(secure, reason('https'))
const whole = (least: number, most: number) => z.int(reason('number')).min(least, reason('number')).max(most, reason('number'))
const section = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? 'unknown_key' : 'type') })

/** SHA-256 of a SubjectPublicKeyInfo in base64, as RFC 7469 and curl write it. */
const pin = z.string(reason('type')).regex(/^sha256\/[A-Za-z0-9+/]{43}=$/, reason('pin'))
/** Two at least: without a backup key, losing the key in use would cut every office off. */
const pins = z.array(pin, reason('type')).min(2, reason('backup_pin')).max(10, reason('pin')).refine((all) => new Set(all).size === all.length, reason('duplicate'))
const host = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:]+\]$/, reason('host'))
const noProxy = z.string(reason('type')).regex(/^\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:]+\]$/, reason('host'))

/**
 * `mohr.config.json` (docs/formats/config.md): what an office's IT decides about a machine, before any screen and any sign-in.
 * Closed: a key that nobody knows is refused, so that a mistyped one is never a silent default.
 */
export const configFile = section({
  $schema: z.string(reason('type')).optional(),
  v: z.literal(1, reason('version')),
  /** Machine-wide file only: the office's data folder, unless a flag or MOHR_HOME names another. */
  dataFolder: path.optional(),
  /** What enrolment offers as the registry's address. */
  registry: section({ url: origin }).optional(),
  network: section({
    /** Never with a user or a password: those are kept in the encrypted office (`mohr proxy`). */
    proxy: section({
      url: text.refine(withoutUser, reason('credentials')).refine((value) => /^https?:$/.test(addressOf(value)?.protocol ?? ''), reason('address')),
      /** Hosts reached directly; `.example.ir` means everything under it. Loopback always is. */
      noProxy: z.array(noProxy, reason('type')).max(100, reason('number')).default([]),
    }).optional(),
    /** PEM certificates of the authorities that the office's own servers stand under. */
    caFile: path.optional(),
    /** By host name: keys of which one must be in the server's certificate. */
    pins: z.record(host, pins, reason('type')).optional(),
  }).optional(),
  /** Machine-wide file only: where new versions are offered, and the public key (PEM) that signs them. */
  updates: section({ url: origin, keyFile: path }).optional(),
  logs: section({ megabytes: whole(1, 100).default(4), files: whole(2, 50).default(2) }).optional(),
  /** How many reports of runs stay in `reports/`. */
  runReports: section({ keep: whole(10, 5000).default(400) }).optional(),
  /** Where backups go, whatever the screen says. */
  backups: section({ folder: path }).optional(),
  /** Most minutes that an untouched page stays signed in, whatever the office's own setting says. */
  lock: section({ minutesAtMost: whole(1, 240) }).optional(),
})
export type ConfigFile = z.infer<typeof configFile>

/** Keys that a data folder's own file may not hold: who may write there could then choose programs and places. */
export const machineOnly = ['dataFolder', 'updates'] as const

/** A host's configuration as it is in force, its files read. */
export type Config = {
  /** The files it came from, in the order in which the later one wins. */
  files: string[]
  registryUrl: string | null
  proxy: { url: string; noProxy: string[] } | null
  /** PEM, one certificate each; trusted beside what an office pins itself. */
  ca: string[]
  pins: Record<string, string[]>
  updates: { url: string; keyPem: string } | null
  logs: { megabytes: number; files: number }
  runReports: { keep: number }
  backupFolder: string | null
  lockMinutesAtMost: number | null
}

/** Without any file. */
export const ordinaryConfig: Config = {
  files: [], registryUrl: null, proxy: null, ca: [], pins: {}, updates: null, logs: { megabytes: 4, files: 2 }, runReports: { keep: 400 }, backupFolder: null, lockMinutesAtMost: null,
}

/** @returns a file's values, or every refusal by field. */
export const parseConfig = (value: unknown): { ok: true; value: ConfigFile } | { ok: false; faults: Omit<ConfigFault, 'file'>[] } => {
  const parsed = configFile.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const known: readonly string[] = configReasons
  return {
    ok: false,
    faults: parsed.error.issues.flatMap((issue) => {
      const at = issue.path.map(String)
      if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: [...at, key].join('.'), reason: 'unknown_key' as const }))
      const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message
      return [{ field: at.join('.'), reason: known.includes(inner ?? '') ? inner as ConfigReason : 'type' }]
    }),
  }
}
