import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Fault } from '#main/app/fault'
import { checkpointHandlers, parseCheckpoint } from '#main/checkpoints/index'
import { keysOfTrustFile, officeKeys } from '#main/signing/index'
import { makeTestKey } from '#main/signing/testing/key-pair'
import { verifyAbsenceText } from './absence'
import { permitHandlers } from './permit-handlers'
import { absenceOf, badAbsences, sampleAbsence } from './testing/absence-of'
import { createPermitOffice, now, passphrase, type PermitOffice } from './testing/permit-office'
import { trustOf } from './testing/trust-of'

const forged = 'P-0600-1405-01-99999-4'
let office: PermitOffice
let issued: string
beforeAll(async () => {
  office = createPermitOffice()
  issued = await office.issue(1)
})
const codeOf = async (no: string): Promise<string> => {
  try {
    await permitHandlers.stateAbsence(office.as('clerk'), { no })
    return 'ok'
  } catch (error) {
    return (error as Fault).code
  }
}

describe('signing goal 6: permit N is not in the register as of checkpoint C', () => {
  test('the office says so under its seal, naming the newest checkpoint, and notes it; its own check agrees', async () => {
    const { fileName, content } = await permitHandlers.stateAbsence(office.as('clerk'), { no: forged })
    expect(fileName).toBe(`absence-${forged}.jws`)
    const check = verifyAbsenceText(content.trim(), officeKeys(office.db))
    const newest = now(checkpointHandlers.status(office.as('director'), {})).newest!
    expect(check).toMatchObject({ outcome: 'absence', payload: { no: forged, iss: '0600', cp: { size: newest.size, root: newest.root, origin: 'mohr/0600' } } })
    expect(parseCheckpoint(newest.note)).toMatchObject({ size: newest.size })
    const logged = office.db.prepare<[], string>("SELECT payload FROM ledger_entries WHERE kind = 'export.make' ORDER BY seq DESC LIMIT 1").pluck().get()!
    expect(JSON.parse(logged)).toEqual({ what: 'absence', no: forged, size: newest.size })
    const answer = now(permitHandlers.verify(office.as('clerk'), { text: content }))
    expect(answer).toMatchObject({ verdict: { outcome: 'invalid', reason: 'type' }, registered: false, absence: { payload: { no: forged }, registered: false } })
  })

  test('what is in the register is not denied, nor what another office answers for; nothing is written', async () => {
    const before = office.db.prepare('SELECT count(*) FROM ledger_entries').pluck().get()
    expect(await codeOf(issued)).toBe('PERMIT_REGISTERED')
    expect(await codeOf('P-0700-1405-01-00001-0')).toBe('NUMBER_FOREIGN')
    expect(office.db.prepare('SELECT count(*) FROM ledger_entries').pluck().get()).toBe(before)
  })

  test('a number that was issued after the refusal is told so', async () => {
    const [draft] = office.freeze([office.ready(2).id])
    const { content } = await permitHandlers.stateAbsence(office.as('expert'), { no: draft!.no })
    const { outcomes } = await permitHandlers.sign(office.as('director'), { items: [{ dossierId: draft!.dossierId, digest: draft!.digest }], passphrase })
    expect(outcomes).toMatchObject([{ outcome: 'signed', no: draft!.no }])
    expect(now(permitHandlers.verify(office.as('clerk'), { text: content }))).toMatchObject({ absence: { registered: true } })
  })

  const [director, seal, stranger] = [makeTestKey(), makeTestKey('seal'), makeTestKey('seal')] as const
  const trust = trustOf([director, seal])
  const { keys } = keysOfTrustFile(trust)!
  test('with a trust file alone it is believed', () => {
    expect(verifyAbsenceText(absenceOf(seal), keys)).toEqual({ outcome: 'absence', payload: sampleAbsence, kid: seal.kid, test: false })
    expect(verifyAbsenceText(absenceOf(seal, { test: true }), keys)).toMatchObject({ outcome: 'absence', test: true })
    const lost = keys.map((key) => ({ ...key, bounds: { ...key.bounds, lost: '2026-11-21T07:30:00Z' } }))
    expect(verifyAbsenceText(absenceOf(seal), lost)).toEqual({ outcome: 'invalid', reason: 'key_compromised' })
  })
  test.each(badAbsences(director, seal, stranger))('signing row 31: a refusal is refused: %s', (_, text, reason) => {
    expect(verifyAbsenceText(text, keys)).toEqual({ outcome: 'invalid', reason })
    expect(inPython(text)).toEqual([1, { outcome: 'invalid', reason }])
  })

  const folder = mkdtempSync(join(tmpdir(), 'mohr-absence-'))
  const put = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  /** The verifier written from docs/formats: how it ends, and what it says. */
  const inPython = (text: string): [number | null, unknown] => {
    const script = join(import.meta.dirname, '../../docs/formats/verify.py')
    const { status, stdout, stderr } = spawnSync('python3', [script, '--trust', put('trust.json', trust), '--absence', put('absence.jws', text)], { encoding: 'utf8' })
    const { file: _, ...said } = JSON.parse(stdout || JSON.stringify({ stderr })) as { file: string }
    return [status, said]
  }
  test('the verifier in Python, written from docs/formats, believes the good one', () => {
    expect(inPython(absenceOf(seal))).toEqual([10, { outcome: 'absence', payload: sampleAbsence, kid: seal.kid, test: false }])
  })
})
