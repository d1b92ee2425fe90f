import type { Handlers } from '#contract'
import type { certificateOperations, Certificates } from '#contract/certificates'
import type { Context } from '#main/app/ports'
import { listRevocationLists, listRoots, newestSignedTrust } from '#db/signing/certificate-repo'
import { keyEndOf, preparedKeys } from '#db/signing/key-end-repo'
import { listKeys } from '#db/signing/key-repo'
import { openDirectorSigner } from '../director-key'
import { announceKey, describePrepared, dropPreparedKey, prepareKey, prepareTokenKey, retireOwnKey, switchKey } from '../rotation/rotate-key'
import { openOwnKey } from '../open-own-key'
import { openPrepared } from '../rotation/open-prepared'
import { sealSigner } from '../seal-key'
import { exportTrustFile, signTrustFile } from '../trust-file'
import { certifyKey, issueRevocationList, requestCertificate } from './certify-key'
import { checkCertificate, describeList, importCertificate, importRevocationList } from './import-certificate'
import { trustNow } from './key-trust'
import { assertOwn, liveKey } from './known-key'
import { createRoot, describeRoot, retireRoot } from './office-root'
import { pinRoot } from './pin-root'

const standingOf = (context: Context, row: { kid: string; publicPem: string }): Certificates['keys'][number] => {
  const end = keyEndOf(context.db, row.kid)
  return {
    kid: row.kid, ...trustNow(context, row),
    end: end ? { how: end.how, since: end.since, reason: end.reason, successor: end.successor, by: end.by, at: end.at } : null,
  }
}

const certificates = (context: Context): Certificates => {
  const { db, clock } = context
  const signed = newestSignedTrust(db)
  return {
    roots: listRoots(db).map(describeRoot), keys: listKeys(db).map((row) => standingOf(context, row)),
    prepared: preparedKeys(db).map((row) => describePrepared(context, row)), lists: listRevocationLists(db).map((row) => describeList(row, clock.now())),
    signedTrust: signed ? { at: signed.at, current: exportTrustFile(context).pinned === 'root' } : null,
  }
}

type Own = keyof typeof certificateOperations

export const certificateHandlers: Pick<Handlers<'signing', Context>, Own> = {
  certificates,
  createRoot: (context, input) => createRoot(context, input),
  pinRoot,
  retireRoot,
  certifyKey,
  requestCertificate: (context, { kid, passphrase, ...subject }) => {
    const key = liveKey(context.db, kid)
    assertOwn(context, key)
    if (key.prepared) return requestCertificate(context, key, subject, openPrepared(context, kid, passphrase))
    if (key.use === 'director') return requestCertificate(context, key, subject, openDirectorSigner(context, passphrase, 'protect'))
    openOwnKey(context, passphrase, kid).fill(0)
    return requestCertificate(context, key, subject, sealSigner(context))
  },
  checkCertificate,
  importCertificate,
  importRevocationList,
  issueRevocationList,
  signTrustFile,
  prepareKey,
  prepareTokenKey,
  announceKey,
  switchKey,
  dropPreparedKey,
  retireKey: (context, input) => {
    retireOwnKey(context, input)
    const row = listKeys(context.db).find(({ kid }) => kid === input.kid)
    if (!row) throw new Error('a key that was just put away is there')
    return standingOf(context, row)
  },
}
