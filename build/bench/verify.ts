import { constants, verify as bareVerify } from 'node:crypto'
import { basename } from 'node:path'
import { verifyPermitText } from '#main/permits/index'
import { delegationOf } from '#main/permits/testing/delegation-of'
import { bytesWith, samplePermit } from '#main/permits/testing/sample-permit'
import { trustOf } from '#main/permits/testing/trust-of'
import { keysOfTrustFile } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { rawToken } from '#main/signing/testing/raw-token'

export type BenchLine = { name: string; ratio: number; goal: string; met: boolean; parts: Record<string, number> }

const permits = 500
const rounds = 15

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
type Took = { ms: number; cpuMs: number }
const timed = (work: () => void): Took => {
  const from = performance.now()
  const used = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(used)
  return { ms: performance.now() - from, cpuMs: (user + system) / 1000 }
}

/**
 * What checking a permit as a stranger does costs against the bare arithmetic: form, canonical header and payload, closed
 * members, bounds of the key, delegation; `crypto.verify` over the same bytes with a prepared key, half before and half after.
 */
export const benchVerifying = (): BenchLine[] => {
  const director = makeTestKey()
  const acting = makeTestKey('acting')
  const given = delegationOf(director, acting)
  const trust = keysOfTrustFile(trustOf([director], { delegations: [{ jws: given.jws }] }))
  if (!trust) throw new Error('the trust file of the bench is one')
  const own = Array.from({ length: permits }, (_, i) => rawToken(director, { alg: 'PS256', kid: director.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { st: `0600-1:${i}` })))
  const hers = Array.from({ length: permits }, (_, i) =>
    rawToken(acting, { alg: 'PS256', kid: acting.kid, typ: 'permit+jws' }, bytesWith(samplePermit, { st: `0600-1:${i}`, post: 'acting', del: given.digest })))
  return ([['a Director’s', own, director], ['an acting director’s', hers, acting]] as const).map(([whose, tokens, key]) => {
    const raw = tokens.map((token) => {
      const at = token.lastIndexOf('.')
      return { signed: Buffer.from(token.slice(0, at)), signature: Buffer.from(token.slice(at + 1), 'base64url') }
    })
    const bare = (from: number, to: number): Took => timed(() => {
      for (const { signed, signature } of raw.slice(from, to)) bareVerify('sha256', signed, { key: key.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature)
    })
    const whole = (): Took => timed(() => {
      for (const token of tokens) if (verifyPermitText(token, trust.keys).outcome !== 'valid') throw new Error('a good permit is good')
    })
    bare(0, permits)
    whole()
    const measured = Array.from({ length: rounds }, () => {
      const before = bare(0, permits / 2)
      const ours = whole()
      const after = bare(permits / 2, permits)
      return { bare: before.ms + after.ms, ours: ours.ms, bareCpu: before.cpuMs + after.cpuMs, oursCpu: ours.cpuMs }
    })
    const ratio = median(measured.map((round) => round.bare / round.ours))
    const part = (name: keyof (typeof measured)[number]): number => Math.round(median(measured.map((round) => round[name])))
    return {
      name: `verify ${permits} of ${whose} permits / bare crypto.verify`, ratio: Math.round(ratio * 1000) / 1000, goal: '>= 0.90', met: ratio >= 0.9,
      parts: { bareMs: part('bare'), verifyMs: part('ours'), bareCpuMs: part('bareCpu'), verifyCpuMs: part('oursCpu'), permits, rounds },
    }
  })
}

/** `npm run bench verify`. */
const main = (): void => {
  for (const { name, ratio, goal, met, parts } of benchVerifying()) {
    console.log(`${met ? 'ok  ' : 'MISS'} ${name}: ${ratio} (goal ${goal}) ${JSON.stringify(parts)}`)
    if (!met) process.exitCode = 1
  }
}

if (basename(process.argv[1] ?? '').startsWith('verify.')) main()
