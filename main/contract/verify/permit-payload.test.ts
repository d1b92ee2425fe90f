import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sampleConfirmation, samplePermit, sampleSupporter } from '#main/permits/testing/sample-permit'
import { isOwnNumber } from '../values/tracking-code'
import { readPermitPayload } from './permit-payload'
import { printed } from './printed-text'
import { placesInList } from './status-list'

const day = z.iso.date()
const unit = z.string().regex(/^\d{4}$/)
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const shared = {
  v: z.literal(1), no: z.string().refine(isOwnNumber), iss: unit, on: day, at: z.iso.datetime({ precision: 0 }),
  till: day.optional(), skl: day.optional(), name: printed(121), id4: unit, act: z.enum(['independent', 'covered', 'supporter_natural', 'supporter_legal']),
  cov: z.int().min(1).max(1000).optional(), prev: digest.optional(), fld: z.string().regex(/^[A-Za-z0-9-]{1,16}$/), fn: printed(120), cty: unit, cond: z.int().min(1),
  face: digest, test: z.literal(true).optional(),
  st: z.string().regex(/^\d{4}-[1-9]\d{0,3}:(?:0|[1-9]\d{0,5})$/).refine((st) => Number(st.split(':')[1]) < placesInList),
}
const ofKind = (letter: string) => ({ no, iss, st }: { no: string; iss: string; st: string }): boolean => no.startsWith(`${letter}-${iss}-`) && st.startsWith(`${iss}-`)
/** docs/formats/permit.md once more, in the library's words: what the table of checks is held against. */
const inZod = z.union([
  z.strictObject({ ...shared, k: z.literal('permit'), post: z.literal('director') }).refine(ofKind('P')),
  z.strictObject({ ...shared, k: z.literal('permit'), post: z.literal('acting'), del: digest }).refine(ofKind('P')),
  z.strictObject({ ...shared, k: z.literal('confirmation'), post: z.literal('seal'), vis: day, loan: day }).refine(ofKind('C')),
])

const acting = { ...samplePermit, post: 'acting', del: sampleSupporter.prev }
const samples: object[] = [samplePermit, sampleConfirmation, sampleSupporter, acting, { ...samplePermit, test: true }]
const names = [...new Set(samples.flatMap((one) => Object.keys(one))), 'toString', '__proto__', 'x']
const values = fc.oneof(
  fc.constantFrom<unknown>(...samples.flatMap((one) => Object.values(one) as unknown[])), fc.jsonValue({ maxDepth: 1 }),
  fc.integer({ min: -2, max: 1002 }), fc.constantFrom<unknown>(0.5, 2 ** 53, '2027-02-29', '2028-02-29', '2100-02-29', '0600-1:131071', '0600-1:131072', '0600-1:07', ' ', 'ا'.repeat(121), 'ا'.repeat(122)),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => `زهرا${text}`),
)
const change = fc.tuple(fc.constantFrom(...names), fc.option(values, { nil: undefined }))

test('a payload is read by the table exactly when the schema reads it', () => {
  let [read, refused] = [0, 0]
  fc.assert(fc.property(fc.constantFrom(...samples), fc.array(change, { maxLength: 2 }), (sample, changes) => {
    const members = new Map<string, unknown>(Object.entries(sample))
    for (const [name, value] of changes) {
      members.delete(name)
      if (value !== undefined) members.set(name, value)
    }
    const value: unknown = JSON.parse(JSON.stringify(Object.fromEntries(members)))
    const ours = readPermitPayload(value)
    expect(ours !== null, JSON.stringify(value)).toBe(inZod.safeParse(value).success)
    if (ours) expect(ours).toBe(value)
    if (ours) read += 1
    else refused += 1
  }), { numRuns: 4000 })
  expect(Math.min(read, refused), 'both happened').toBeGreaterThan(400)
})

test.each([null, undefined, 1, 'permit', [], {}, [samplePermit]])('%j is no payload', (value) => {
  expect(readPermitPayload(value)).toBeNull()
})
