import type { Migration } from '../migrate'
import { migration as ledger } from './0010-ledger'
import { migration as staff } from './0020-staff'
import { migration as numbers } from './0030-numbers'
import { migration as catalogues } from './0040-catalogues'
import { migration as dossiers } from './0050-dossiers'
import { migration as registry } from './0100-registry'

/** Every step, oldest first. A new one takes the next ten and is added here. */
export const migrations: readonly Migration[] = [
  ledger,
  staff,
  numbers,
  catalogues,
  dossiers,
  registry,
]
