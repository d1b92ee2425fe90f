import { Fault } from '#main/app/fault'
import { deathOf } from '#db/dossiers/casework-repo'
import type { DossierRow } from '#db/dossiers/dossier-repo'
import type { Reader } from '#db/handle'

/** S0-25: whether the holder lives. A company does, whoever died that stood for it (S0-16). */
export const holderLives = (db: Reader, { holderId }: Pick<DossierRow, 'holderId'>): boolean => deathOf(db, holderId) === null

/** Whether the person on page one lives: the holder, or who stands for it. */
export const personLives = (db: Reader, { person }: Pick<DossierRow, 'person'>): boolean => deathOf(db, person.nationalId) === null

/**
 * S0-16: nothing is issued in the name of a dead representative; the expert first writes who stands for the company now.
 * A person's own dossiers were closed with the death (T22).
 * @throws Fault REPRESENTATIVE_DEAD.
 */
export const assertRepresented = (db: Reader, dossier: Pick<DossierRow, 'person'>): void => {
  if (!personLives(db, dossier)) throw new Fault('REPRESENTATIVE_DEAD')
}
