import type { Opinion, Review } from '#contract/dossiers'
import type { Reader, Writer } from '../handle'
import { prepared } from '../prepared'

type StoredOpinion = Omit<Opinion, 'personalCompetence' | 'technicalCompetence' | 'conditionsMet' | 'isTopOfficial'> & {
  personalCompetence: number
  technicalCompetence: number
  conditionsMet: number
  isTopOfficial: number
}

const opinionColumns = `
  round, agency_code AS agencyCode, purpose, actor, decision, personal_competence AS personalCompetence,
  technical_competence AS technicalCompetence, conditions_met AS conditionsMet, decided_on AS decidedOn,
  signer_name AS signerName, signer_post AS signerPost, is_top_official AS isTopOfficial, source,
  letter_no AS letterNo, letter_on AS letterOn, note`

const toOpinion = (s: StoredOpinion): Opinion => ({
  ...s, personalCompetence: s.personalCompetence === 1, technicalCompetence: s.technicalCompetence === 1,
  conditionsMet: s.conditionsMet === 1, isTopOfficial: s.isTopOfficial === 1,
})

const opinionsSql = `SELECT ${opinionColumns} FROM agency_opinions WHERE dossier_id = ? ORDER BY round`

export const listOpinions = (db: Reader, dossierId: string): Opinion[] =>
  prepared<[string], StoredOpinion>(db, opinionsSql)
    .all(dossierId).map(toOpinion)

export const latestOpinion = (db: Reader, dossierId: string): Opinion | undefined => listOpinions(db, dossierId).at(-1)

/** Opinions are only ever added: a changed mind is a new round. */
export const insertOpinion = (db: Writer, dossierId: string, o: Opinion, at: string): void => {
  db.prepare(`
    INSERT INTO agency_opinions (
      dossier_id, round, agency_code, purpose, actor, decision, personal_competence, technical_competence, conditions_met, decided_on,
      signer_name, signer_post, is_top_official, source, letter_no, letter_on, note, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `).run(
    dossierId, o.round, o.agencyCode, o.purpose, o.actor, o.decision, o.personalCompetence ? 1 : 0, o.technicalCompetence ? 1 : 0,
    o.conditionsMet ? 1 : 0, o.decidedOn, o.signerName, o.signerPost, o.isTopOfficial ? 1 : 0, o.source, o.letterNo, o.letterOn, o.note, at,
  )
}

type StoredReview = Omit<Review, 'reasons'> & { reasons: string }

export const listReviews = (db: Reader, dossierId: string): Review[] =>
  prepared<[string], StoredReview>(
    db, 'SELECT round, expert, proposal, reasons, readiness, note, at FROM expert_reviews WHERE dossier_id = ? ORDER BY round',
  ).all(dossierId).map((stored) => ({ ...stored, reasons: JSON.parse(stored.reasons) as string[] }))

export const latestReview = (db: Reader, dossierId: string): Review | undefined => listReviews(db, dossierId).at(-1)

export const insertReview = (db: Writer, dossierId: string, r: Review): void => {
  db.prepare('INSERT INTO expert_reviews (dossier_id, round, expert, proposal, reasons, readiness, note, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(dossierId, r.round, r.expert, r.proposal, JSON.stringify(r.reasons), r.readiness, r.note, r.at)
}
