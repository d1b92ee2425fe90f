import type { Migration } from '../migrate'
import { migration as ledger } from './0010-ledger'
import { migration as staff } from './0020-staff'
import { migration as numbers } from './0030-numbers'
import { migration as catalogues } from './0040-catalogues'
import { migration as dossiers } from './0050-dossiers'
import { migration as signing } from './0060-signing'
import { migration as permits } from './0070-permits'
import { migration as inspections } from './0080-inspections'
import { migration as quotas } from './0090-quotas'
import { migration as registry } from './0100-registry'
import { migration as referrals } from './0110-referrals'
import { migration as casework } from './0120-casework'
import { migration as reference } from './0130-reference'
import { migration as messages } from './0140-messages'
import { migration as enquiries } from './0150-enquiries'
import { migration as livelihood } from './0160-livelihood'
import { migration as documents } from './0170-documents'
import { migration as permitLife } from './0180-permit-life'
import { migration as supporters } from './0190-supporters'
import { migration as supervision } from './0200-inspections'
import { migration as lists } from './0210-lists'
import { migration as intake } from './0220-intake'
import { migration as clock } from './0240-clock'
import { migration as search } from './0250-search'
import { migration as checkpoints } from './0260-checkpoints'
import { migration as bankAnswers } from './0270-bank-answers'
import { migration as statusLists } from './0280-status-lists'
import { migration as batches } from './0300-batches'
import { migration as desk } from './0310-desk'
import { migration as tokenKeys } from './0320-token-keys'
import { migration as certificates } from './0330-certificates'
import { migration as delegations } from './0340-delegations'
import { migration as papers } from './0350-papers'
import { migration as timestamps } from './0360-timestamps'
import { migration as backups } from './0380-backups'
import { migration as referralLetters } from './0385-referral-letters'
import { migration as centralOrders } from './0395-central-orders'
import { migration as counterFilings } from './0396-counter-filings'
import { migration as proxyCredentials } from './0400-proxy-credentials'
import { migration as machines } from './0410-machines'
import { migration as updates } from './0420-updates'
import { migration as messageReports } from './0440-message-reports'
import { migration as earlyLists } from './0450-early-lists'

/** Every step, oldest first. A new one takes the next ten and is added here. */
export const migrations: readonly Migration[] = [
  ledger,
  staff,
  numbers,
  catalogues,
  dossiers,
  signing,
  permits,
  inspections,
  quotas,
  registry,
  referrals,
  casework,
  reference,
  messages,
  enquiries,
  livelihood,
  documents,
  permitLife,
  supporters,
  supervision,
  lists,
  intake,
  clock,
  search,
  checkpoints,
  bankAnswers,
  statusLists,
  batches,
  desk,
  tokenKeys,
  certificates,
  delegations,
  papers,
  timestamps,
  backups,
  referralLetters,
  centralOrders,
  counterFilings,
  proxyCredentials,
  machines,
  updates,
  messageReports,
  earlyLists,
]
