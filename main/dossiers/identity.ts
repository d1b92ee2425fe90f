import type { LegalEntity } from '#contract/applicants'
import type { Person } from '#contract/dossiers'
import type { FieldFault } from '#contract/values/reasons'
import { searchKey } from '#contract/values/text'
import type { Identity } from '#db/dossiers/person-repo'

const tight = (text: string): string => searchKey(text).replaceAll(' ', '')

/**
 * Words by which a name is found: each word, and each part and the whole without spaces, so that «عبدالله» meets
 * «عبد الله» in either spelling and either order of the names.
 */
export const searchTextOf = ({ firstName, lastName }: Pick<Identity, 'firstName' | 'lastName'>): string => {
  const [first, last] = [tight(firstName), tight(lastName)]
  return [searchKey(firstName), searchKey(lastName), first, last, `${first}${last}`, `${last}${first}`].join(' ')
}

/**
 * What is asked of the name index for a typed text: every word begins some word of the name, or the text without its spaces
 * does. Null when nothing searchable was typed.
 */
export const nameQuery = (text: string): string | null => {
  const words = searchKey(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (words.length === 0) return null
  const begins = (word: string): string => `"${word}"*`
  const all = words.map(begins).join(' AND ')
  return words.length === 1 ? all : `(${all}) OR ${begins(words.join(''))}`
}

/** Parts of page one that say another person than the one known under this national ID. Spelling variants are the same. */
export const identityFaults = (person: Person, known: Identity): FieldFault[] => {
  const names = (['firstName', 'lastName', 'fatherName'] as const).filter((part) => tight(person[part]) !== tight(known[part]))
  const facts = (['birthDate', 'gender'] as const).filter((part) => person[part] !== known[part])
  return [...names, ...facts].map((field) => ({ field, reason: 'PERSON_MISMATCH' }))
}

/** Parts that say another company than the one known under this legal ID; its representative may change. */
export const entityFaults = (entity: LegalEntity, known: Omit<LegalEntity, 'representativePost'>): FieldFault[] => {
  const texts = (['name', 'registrationNo'] as const).filter((part) => tight(entity[part]) !== tight(known[part]))
  const facts = (['registeredOn', 'kind'] as const).filter((part) => entity[part] !== known[part])
  return [...texts, ...facts].map((field) => ({ field, reason: 'ENTITY_MISMATCH' }))
}

/** Words by which a company is found. */
export const entitySearchText = ({ name, legalId, registrationNo }: LegalEntity): string =>
  [searchKey(name), tight(name), legalId, registrationNo].join(' ')

/** The holder as printed: the person, or the company (S0-16). */
export const holderName = ({ person, entity }: { person: Person; entity: LegalEntity | null }): string => entity?.name ?? fullName(person)

export const fullName = ({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string => `${firstName} ${lastName}`

/** First three and last two digits: enough to tell two people apart in a list, not enough to know them. */
export const maskedId = (nationalId: string): string => `${nationalId.slice(0, 3)}*****${nationalId.slice(-2)}`
