import { askCore, serveTraining, type Office } from './served-office'

type Answer = { ok: true; value: never } | { ok: false; error: { code: string } }
export type Ask = (name: string, input?: unknown) => Promise<never>

/** Of every invented user of a practice office. */
export const passphrase = 'mohr-training-office'

/** The Jalali day so many days ago, in Tehran, as a clerk would type it. */
export const daysAgo = (n: number): string => {
  const parts = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(new Date(Date.now() - n * 86_400_000))
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}/${of('month')}/${of('day')}`
}

/** Somebody else at the same office: the core asked directly, signed in as this training user. */
export const seatOf = async (office: Office, username: string): Promise<Ask> => {
  const ask = await askCore(office)
  const seat: Ask = async (name, input) => {
    const answer = (await ask(name, input)) as Answer
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
    return answer.value
  }
  await seat('staff.signIn', { username, passphrase })
  return seat
}

const columns = 'activityType,nationalId,firstName,lastName,fatherName,birthDate,gender,militaryStatus,mobile,countyCode,address,postalCode,fieldCode,planTitle,skillEvidence,governmentEmployee,loanWanted,loanAmountRial,sheba,documents,receivedOn'

/** Ten digits with a right check digit, a different one for each number. */
const nationalId = (n: number): string => {
  const nine = String(123_456_000 + n * 37).padStart(9, '0')
  const rest = [...nine].reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11
  return nine + String(rest < 2 ? rest : 11 - rest)
}

export type Applicant = {
  firstName: string
  lastName: string
  filedAgo: number
  skill?: 'certificate' | 'pending'
  /** Left out: everybody's own. */
  mobile?: string
  fieldCode?: string
  countyCode?: string
  /** The n-th invented person; left out: another one each. */
  person?: number
  birthDate?: string
  planTitle?: string
  address?: string
}
type Listed = { items: { id: string; version: number; name: string }[] }

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const csvRow = ({
  firstName, lastName, filedAgo, skill = 'certificate', mobile, fieldCode = '1001', countyCode = '0603', person, birthDate = '1370/02/14', planTitle = 'خیاطی زنانه',
  address = 'اهواز، کیان‌پارس، خیابان ۱۰',
}: Applicant, n: number): string => [
  'independent', nationalId(person ?? n), firstName, lastName, 'یوسف', birthDate, 'female', '', mobile ?? `0916${1_000_000 + n}`, countyCode, quoted(address),
  String(6_134_678_911 + n), fieldCode, quoted(planTitle), skill, 'no', 'no', '', '', 'skill|photos|birth-certificate|national-card|residence|degree|form-print', daysAgo(filedAgo),
].join(',')

/** A practice office without sample data, where these people's dossiers have come as far as wished. */
export const prepareOffice = async (applicants: readonly Applicant[], reached: 'at_agency' | 'awaiting_signature'): Promise<Office> => {
  const office = await serveTraining(false)
  const clerk = await seatOf(office, 'clerk')
  const file = [columns, ...applicants.map(csvRow)].join('\n')
  const report = (await clerk('dossiers.importFile', { name: 'a.csv', contentBase64: Buffer.from(file).toString('base64') })) as { accepted: number }
  if (report.accepted !== applicants.length) throw new Error(JSON.stringify(report))
  if (reached === 'awaiting_signature') await bringToDirector(office)
  return office
}

/** These people's dossiers wait for a Director who has made her key. */
export const prepareDesk = async (applicants: readonly Applicant[]): Promise<{ office: Office; director: Ask }> => {
  const office = await prepareOffice(applicants, 'awaiting_signature')
  const director = await seatOf(office, 'director')
  await director('signing.createKey', { passphrase })
  return { office, director }
}

/** Whoever sits there signs all that waits, or the dossiers named, as they were frozen. @returns the permits' numbers. */
export const signWaiting = async (director: Ask, chosen?: readonly string[]): Promise<string[]> => {
  const waiting = async (): Promise<string[]> => ((await director('permits.queue')) as { items: { dossierId: string }[] }).items.map(({ dossierId }) => dossierId)
  const { items } = (await director('permits.freeze', { dossierIds: chosen ?? (await waiting()) })) as { items: { dossierId: string; digest: string; no: string }[] }
  await director('permits.sign', { items: items.map(({ dossierId, digest }) => ({ dossierId, digest })), passphrase })
  return items.map(({ no }) => no)
}

/** All that lie at the agency or under review, page by page, until they wait for the Director. */
export const bringToDirector = async (office: Office): Promise<void> => {
  const expert = await seatOf(office, 'expert')
  const each = async (state: string, act: (one: { id: string; version: number }) => Promise<unknown>): Promise<void> => {
    for (;;) {
      const { items } = (await expert('dossiers.find', { states: [state], limit: 200 })) as Listed
      if (items.length === 0) return
      for (const { id, version } of items) await act({ id, version })
    }
  }
  await each('at_agency', ({ id, version }) => expert('dossiers.recordOpinion', { id, version, opinion: {
    decision: 'approve', personalCompetence: true, technicalCompetence: true, conditionsMet: true, decidedOn: daysAgo(0), signerName: 'یوسف طرفی‌زاده',
    signerPost: 'رئیس سازمان', isTopOfficial: true, letterNo: '۱۲/۳۴', letterOn: daysAgo(0), note: '',
  } }))
  await each('in_expert_review', ({ id, version }) => expert('dossiers.submitForSignature', { id, version, readiness: 'ready', documentsSeen: true }))
}
