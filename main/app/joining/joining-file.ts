import { gunzipSync, gzipSync } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import { roles } from '#contract/define'
import { services } from '#contract/catalogues'
import { referenceNames } from '#contract/reference-tables'

const person = z.strictObject({ username: z.string().min(1), displayName: z.string(), post: z.string(), roles: z.array(z.enum(roles)) })
const row = z.strictObject({
  code: z.string(), title: z.string(), from: z.string().nullable(), to: z.string().nullable(), source: z.string(), version: z.int(),
  values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string()).readonly()])),
})
const agreement = z.strictObject({
  service: z.enum(services), version: z.int(), text: z.string(), from: z.string(), closesOn: z.string().nullable(), closingLaw: z.string(),
  publishedAt: z.string(), publishedBy: z.string(),
})

/** What the first machine tells a new one (docs/formats/joining-file.md). No key, no passphrase and no citizen is in it. */
export const joiningContent = z.strictObject({
  typ: z.literal('mohr-join'), v: z.literal(1),
  /** Code of the one machine that may use it. */
  for: z.string(),
  office: z.strictObject({ name: z.string(), unit: z.string().regex(/^\d{4}$/), training: z.boolean() }),
  slot: z.int().min(2).max(99),
  label: z.string(), madeBy: z.string(), madeAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  /** The office's trust file, with which permits are checked. */
  trust: z.string(),
  registry: z.strictObject({ url: z.string(), caPem: z.string().nullable(), registryId: z.string(), registryPem: z.string() }).nullable(),
  staff: z.array(person),
  catalogues: z.strictObject({
    provinces: z.array(z.strictObject({ code: z.string(), title: z.string() })),
    tables: z.array(z.strictObject({ name: z.enum(referenceNames), sample: z.boolean(), source: z.string(), rows: z.array(row) })),
    agreements: z.array(agreement),
    settings: z.record(z.string(), z.string()),
  }),
})
export type JoiningContent = z.output<typeof joiningContent>

/** The passphrase has a hundred random bits of its own: one stretching more would protect nothing and cost a second. */
const workFactor = 14
/** Far above any office's reference data; a bomb ends here. */
const longest = 64 * 1024 * 1024

export const sealJoining = async (content: JoiningContent, passphrase: string): Promise<Uint8Array> => {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return encrypter.encrypt(gzipSync(JSON.stringify(content)))
}

/** @returns the content, or why there is none: another passphrase, altered or foreign bytes, or a later version's file. */
export const openJoining = async (bytes: Uint8Array, passphrase: string): Promise<JoiningContent | 'unreadable' | 'newer'> => {
  try {
    const decrypter = new Decrypter()
    decrypter.addPassphrase(passphrase)
    const value: unknown = JSON.parse(gunzipSync(await decrypter.decrypt(bytes), { maxOutputLength: longest }).toString('utf8'))
    const read = joiningContent.safeParse(value)
    if (read.success) return read.data
    return typeof value === 'object' && value !== null && 'v' in value && typeof value.v === 'number' && value.v > 1 ? 'newer' : 'unreadable'
  } catch {
    return 'unreadable'
  }
}
