import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract, type EventName } from '#contract'
import type { Role } from '#contract/define'
import type { ActivityType } from '#contract/dossiers'
import type { FrozenPermit, SignOutcome } from '#contract/permits'
import { addDays, jalaliText, parseJalali } from '#contract/values/jalali'
import { fixedClock } from '#main/app/clock'
import type { Clock, Context, Emit } from '#main/app/ports'
import { seedSampleCatalogues } from '#main/catalogues/index'
import { dossierHandlers } from '#main/dossiers/index'
import { createSealKey, signingHandlers } from '#main/signing/index'
import { Attempts, checkPassphrase, KeyRing, minimumCost } from '#main/staff/index'
import { findDossier, type DossierRow } from '#db/dossiers/dossier-repo'
import type { Writer } from '#db/handle'
import { migrations } from '#db/migrations/index'
import { migrate } from '#db/migrate'
import { openDatabase } from '#db/open'
import { insertOffice } from '#db/office/office-repo'
import { transact } from '#db/transact'
import { closePermitsOf } from '../close-by-death'
import { confirmInstantly } from '../confirm-instantly'
import { permitHandlers } from '../permit-handlers'

export const passphrase = 'a director of long words'
const dossiers = dossierHandlers({ confirmInstantly, closePermitsOf })

type Answer<T> = Exclude<T, Promise<unknown>>
/** An answer of a handler that works in one synchronous transaction. */
export const now = <T>(answer: T): Answer<T> => {
  if (answer instanceof Promise) throw new TypeError('not synchronous')
  return answer as Answer<T>
}

/** The n-th invented national ID with a right check digit. */
export const nationalIdOf = (n: number): string => {
  const nine = String(174_196_000 + n)
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return `${nine}${rest < 2 ? rest : 11 - rest}`
}

/** The civil day of a Jalali text. */
export const isoOf = (jalali: string): string => {
  const parsed = parseJalali(jalali)
  if ('reason' in parsed) throw new TypeError(jalali)
  return parsed.value
}

export type Wanted = { fieldCode?: string; pending?: boolean; loanWanted?: boolean; address?: string; firstName?: string; county?: string; refuse?: string[]; type?: ActivityType; covered?: number
  mobile?: string; postalCode?: string; lastName?: string; birthDate?: string; sheba?: string; loanAmount?: string; documents?: string[]
  /** Seconds between the agency's answer and the expert's proposal. */
  reviewedAfter?: number }

export type PermitOffice = {
  db: Writer
  home: string
  databaseKey: Buffer
  clock: ReturnType<typeof fixedClock>
  as: (role: Role, username?: string) => Context
  pushed: { event: EventName; payload: unknown; signedRows: number }[]
  /** An applicant whose dossier is filed through the counter's own operations. */
  file: (n: number, wanted?: Wanted) => DossierRow
  /** The same, approved by the agency and reviewed: waiting for the Director. */
  ready: (n: number, wanted?: Wanted, expert?: string) => DossierRow
  /** The expert's proposal on a dossier under review (T15). */
  submit: (id: string, wanted?: Wanted, expert?: string) => DossierRow
  /** The expert mends page one of a dossier under review. */
  mend: (id: string, change: Pick<Wanted, 'address' | 'mobile' | 'lastName'>) => void
  /** The agency's first signature and then the expert's proposal on a filed dossier. */
  approve: (id: string, wanted?: Wanted, expert?: string) => DossierRow
  freeze: (dossierIds: readonly string[]) => FrozenPermit[]
  /** Opens what the draw over these picks, as the Director must before a long list. */
  openPicked: (dossierIds: readonly string[]) => void
  /** Signed by the Director, or sealed where the field is registration-based. @returns the permit's number. */
  issue: (n: number, wanted?: Wanted) => Promise<string>
  /** A renewal (T29), and a correction (T30), brought before the Director, or sealed. */
  renewal: (no: string, wanted?: Wanted) => DossierRow
  correction: (no: string) => DossierRow
  /** Frozen and signed by the Director. */
  sign: (dossierIds: readonly string[]) => Promise<SignOutcome[]>
  /** Keys of what one applicant was told, in order (S0-12). */
  told: (dossierId: string) => string[]
  /** Ledger kinds about a permit, oldest first. */
  kinds: (no: string) => string[]
  /** Noon in Tehran of a Jalali day. */
  setToday: (jalali: string) => void
  read: (id: string) => DossierRow
}

type Wish = { training: boolean; key: boolean }
const founded = new Map<string, { home: string; databaseKey: Buffer }>()

/** Founding takes two key pairs; each test gets a copy of the files instead. */
const templateOf = ({ training, key }: Wish): { home: string; databaseKey: Buffer } => {
  const name = JSON.stringify([training, key])
  const known = founded.get(name)
  if (known) return known
  const home = mkdtempSync(join(tmpdir(), 'mohr-permits-'))
  const context = contextOf(home, fixedClock('2026-11-01T06:00:00Z'), training)
  const draft = context.ring.draft(context.office, 'director', passphrase)
  draft.commit()
  const db = openDatabase(join(home, 'office.db'), draft.databaseKey)
  migrate(db, migrations)
  const as = context.in(db)
  transact(db, () => {
    insertOffice(db, context.office, '2026-11-01T06:00:00Z')
    seedSampleCatalogues(as('system_manager'))
    createSealKey(as('system_manager'))
  })
  if (key) void signingHandlers.createKey(as('director'), { passphrase })
  db.close()
  founded.set(name, { home, databaseKey: draft.databaseKey })
  return { home, databaseKey: draft.databaseKey }
}

const contextOf = (home: string, clock: Clock, training: boolean) => {
  const office = { name: 'اداره‌کل خوزستان', unit: '0600', training }
  const secrets = { ring: new KeyRing(home, minimumCost), attempts: new Attempts(home, clock) }
  return {
    office,
    ring: secrets.ring,
    in: (db: Writer, emit: Emit = () => undefined) => (role: Role, username: string = role): Context => ({
      db, clock, office, home, emit, actor: { username, displayName: username, role },
      vault: { openUserKey: (user, typed) => checkPassphrase(secrets, user, typed).userKey },
      log: { write: () => undefined },
    }),
  }
}

/** A real office in a real encrypted file: catalogues, seal and the Director's key; every dossier by the slices' own handlers. */
export const createPermitOffice = ({ training = false, key = true, instant = '2026-11-21T06:12:09Z' } = {}): PermitOffice => {
  const template = templateOf({ training, key })
  return openPermitOffice(template.home, template.databaseKey, { training, instant })
}

/** Opens a copy of an office's files; the original stays as it is, unless it is to be opened in its own place. */
export const openPermitOffice = (original: string, databaseKey: Buffer, { training = false, instant = '2026-11-21T06:12:09Z', inPlace = false } = {}): PermitOffice => {
  const home = inPlace ? original : mkdtempSync(join(tmpdir(), 'mohr-permits-'))
  if (!inPlace) cpSync(original, home, { recursive: true })
  const clock = fixedClock(instant)
  const db = openDatabase(join(home, 'office.db'), databaseKey)
  const pushed: PermitOffice['pushed'] = []
  // Rows that another connection would see now: what is pushed must already be true.
  const as = contextOf(home, clock, training).in(db, (event, payload) => {
    pushed.push({ event, payload, signedRows: db.inTransaction ? -1 : countPermits(db) })
  })
  const daysAgo = (days: number): string => jalaliText(addDays(clock.today(), -days))
  const read = (id: string): DossierRow => findDossier(db, id)!
  const file = (n: number, wanted: Wanted = {}): DossierRow => {
    const { id } = now(dossiers.savePerson(as('clerk'), contract.dossiers.savePerson.input.parse({ person: personOf(n, wanted), ...answersOf(wanted) })))
    now(dossiers.savePlan(as('clerk'), contract.dossiers.savePlan.input.parse({ id, version: read(id).version, plan: planOf(wanted) })))
    now(dossiers.file(as('clerk'), contract.dossiers.file.input.parse({ id, version: read(id).version, declaration: true, receivedOn: daysAgo(5) })))
    return read(id)
  }
  const mend = (id: string, change: Pick<Wanted, 'address' | 'mobile' | 'lastName'>): void => {
    const { version, person } = read(id)
    const typed = { ...person, ...change, birthDate: jalaliText(person.birthDate), militaryStatus: person.militaryStatus ?? '', activityType: 'independent' }
    now(dossiers.correctEntry(as('expert'), contract.dossiers.correctEntry.input.parse({ id, version, person: typed, reason: 'به خواست مدیرکل' })))
  }
  const submit = (id: string, { refuse = [] }: Wanted = {}, expert = 'expert'): DossierRow => {
    now(dossiers.submitForSignature(as('expert', expert), {
      id, version: read(id).version, readiness: 'ready', documentsSeen: true, note: '', proposal: refuse.length > 0 ? 'refuse' : 'issue', reasons: refuse,
    }))
    return read(id)
  }
  const ready = (n: number, wanted: Wanted = {}, expert = 'expert'): DossierRow => {
    const { id } = file(n, wanted)
    if (wanted.type?.startsWith('supporter')) insertCheck(db, id, clock.today())
    return approved(id, wanted, expert)
  }
  const approved = (id: string, wanted: Wanted = {}, expert = 'expert'): DossierRow => {
    now(dossiers.recordOpinion(as('expert', expert), contract.dossiers.recordOpinion.input.parse({ id, version: read(id).version, opinion: opinionOf(daysAgo(1)) })))
    if (wanted.reviewedAfter) clock.pass(wanted.reviewedAfter * 1000)
    return submit(id, wanted, expert)
  }
  const freeze = (dossierIds: readonly string[]): FrozenPermit[] => now(permitHandlers.freeze(as('director'), { dossierIds: [...dossierIds] })).items
  const openPicked = (dossierIds: readonly string[]): void => {
    for (const dossierId of now(permitHandlers.freeze(as('director'), { dossierIds: [...dossierIds] })).draw.picked) now(permitHandlers.open(as('director'), { dossierId }))
  }
  const sign = async (dossierIds: readonly string[]): Promise<SignOutcome[]> => {
    openPicked(dossierIds)
    const items = freeze(dossierIds).map(({ dossierId, digest }) => ({ dossierId, digest }))
    return (await permitHandlers.sign(as('director'), { items, passphrase })).outcomes
  }
  const renewal = (no: string, wanted: Wanted = {}): DossierRow => {
    const { id, version } = now(dossiers.openRenewal(as('clerk'), { permitNo: no }))
    now(dossiers.savePlan(as('clerk'), contract.dossiers.savePlan.input.parse({ id, version, plan: planOf(wanted) })))
    now(dossiers.file(as('clerk'), contract.dossiers.file.input.parse({ id, version: read(id).version, declaration: true, receivedOn: daysAgo(1) })))
    return read(id).state === 'issued' ? read(id) : approved(id, wanted)
  }
  const correction = (no: string): DossierRow => {
    const { id, version } = now(dossiers.openCorrection(as('expert'), { permitNo: no, reason: 'نشانی عوض شده است' }))
    return read(id).path === 'registration_based' ? (now(dossiers.confirmAfterCheck(as('expert'), { id, version })), read(id)) : submit(id)
  }
  const issue = async (n: number, wanted: Wanted = {}): Promise<string> => {
    if (wanted.fieldCode?.startsWith('2')) return file(n, wanted).permitNo!
    const { id } = ready(n, wanted)
    await sign([id])
    return read(id).permitNo!
  }
  const told = (dossierId: string): string[] =>
    db.prepare<[string], string>('SELECT key FROM messages WHERE dossier_id = ? ORDER BY rowid').pluck().all(dossierId)
  const kinds = (no: string): string[] =>
    db.prepare<[string], string>("SELECT kind FROM ledger_entries WHERE aggregate_type = 'Permit' AND aggregate_id = ? ORDER BY seq").pluck().all(no)
  const setToday = (jalali: string): void => { clock.set(`${isoOf(jalali)}T08:30:00Z`) }
  return { db, home, databaseKey, clock, as, pushed, file, ready, submit, approve: approved, mend, freeze, openPicked, read, issue, renewal, correction, sign, told, kinds, setToday }
}

/** A supporter's check before the permit, joint and complete (S1-B2). */
const insertCheck = (db: Writer, dossierId: string, day: string): void => {
  db.prepare(`
    INSERT INTO inspections (id, version, kind, dossier_id, visited_on, attendees, active_ok, skill_ok, management_ok, state, recorded_by)
    VALUES (?, 1, 'pre_permit', ?, ?, '[{"side":"office","name":"ا"},{"side":"agency","name":"ب"}]', 1, 1, 1, 'visited', 'inspector')
  `).run(`check-${dossierId}`, dossierId, day)
  db.prepare("UPDATE inspections SET state = 'complete', completed_by = 's', completed_role = 'system_manager', completed_at = ? WHERE id = ?").run(day, `check-${dossierId}`)
}

const countPermits = (db: Writer): number => db.prepare<[], number>('SELECT count(*) FROM permits').pluck().get() ?? 0

const answersOf = ({ type = 'independent', covered = 40 }: Wanted) => type === 'independent' ? { answers: { iranian: true, residesAtPlace: true } } : {
  answers: { iranian: true, relatedYears: 9, ownSharePercent: 40, cleanRecord: true, coveredCommitted: covered },
  ...(type === 'supporter_legal' ? {
    entity: {
      legalId: '10380284790', name: 'شرکت نمونه‌بافان جنوب', registrationNo: '۱۲۳۴', registeredOn: '1390/01/15', kind: 'company', representativePost: 'مدیرعامل',
    },
  } : {}),
}

const personOf = (n: number, { address, firstName, lastName, county, mobile, postalCode, birthDate, type = 'independent' }: Wanted) => ({
  activityType: type, nationalId: nationalIdOf(n), firstName: firstName ?? 'زهرا', lastName: lastName ?? 'نمونه‌پور', fatherName: 'حسن', birthDate: birthDate ?? '1369/02/11',
  gender: 'female', militaryStatus: '', mobile: mobile ?? '09161234567', countyCode: county ?? '0603', address: address ?? 'خیابان کیانپارس، پلاک ۱۲',
  postalCode: postalCode ?? '6155712345', governmentEmployee: false,
})

const planOf = ({ fieldCode = '1001', pending = false, loanWanted = true, loanAmount = '800000000', sheba = '', documents }: Wanted) => ({
  fieldCode, planTitle: 'دوخت لباس محلی', skillEvidence: pending ? 'pending' : 'certificate', loanWanted, loanAmountRial: loanWanted ? loanAmount : '', sheba,
  documents: documents ?? ['skill', 'photos', 'birth-certificate', 'national-card', 'residence'],
})

const opinionOf = (day: string) => ({
  decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, decidedOn: day,
  signerName: 'یوسف طرفی‌زاده', signerPost: 'مدیرکل صمت استان', isTopOfficial: true, letterNo: '۱۲۳', letterOn: day, note: '',
})
