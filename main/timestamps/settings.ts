import { X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { TimestampSettings } from '#contract/timestamps'
import type { FieldFault } from '#contract/values/reasons'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry, sha256 } from '#main/ledger/index'
import { readTimestampSettings, saveTimestampSettings } from '#db/timestamps/timestamp-repo'
import { RowStale } from '#db/faults'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

/** The settings in force; off until the office decides otherwise. */
export type InForce = Omit<TimestampSettings, 'pinned'> & { onSince: string | null }

const urlList = z.array(z.string())

export const settingsInForce = (db: Reader): InForce => {
  const row = readTimestampSettings(db)
  if (!row) return { version: 0, on: false, urls: [], policy: '', caPem: '', graceHours: 72, onSince: null }
  const { version, enabled, urls, policy, caPem, graceHours, enabledAt } = row
  return { version, on: enabled === 1, urls: urlList.parse(JSON.parse(urls)), policy, caPem, graceHours, onSince: enabledAt }
}

const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** @returns the certificates of a PEM text, or null when anything else stands in it or one is not an authority's. */
export const pinnedCertificates = (pem: string): X509Certificate[] | null => {
  const blocks = pem.match(block) ?? []
  try {
    const certificates = blocks.map((one) => new X509Certificate(one))
    return certificates.length > 0 && certificates.length <= 10 && certificates.every(({ ca }) => ca) ? certificates : null
  } catch {
    return null
  }
}

export const viewSettings = (db: Reader): TimestampSettings => {
  const { version, on, urls, policy, caPem, graceHours } = settingsInForce(db)
  const pinned = (pinnedCertificates(caPem) ?? []).map((one) => ({
    subject: one.subject.replaceAll('\n', ', '), validTo: one.validToDate.toISOString(), sha256: one.fingerprint256.replaceAll(':', '').toLowerCase(),
  }))
  return { version, on, urls, policy, caPem, graceHours, pinned }
}

/** A token proves itself, so http will do; no user, no password and no fragment in an address that others may read. */
const addressFits = (url: string): boolean => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  return parsed !== undefined && (parsed.protocol === 'https:' || parsed.protocol === 'http:') && !parsed.username && !parsed.password && !parsed.hash
}

type Input = Omit<TimestampSettings, 'pinned'>

const faultsOf = ({ on, urls, caPem }: Input): FieldFault[] => {
  const faults: FieldFault[] = []
  urls.forEach((url, i) => {
    if (!addressFits(url)) faults.push({ field: `urls.${i}`, reason: 'TSA_ADDRESS' })
    else if (urls.indexOf(url) !== i) faults.push({ field: `urls.${i}`, reason: 'TSA_TWICE' })
  })
  if (on && urls.length === 0) faults.push({ field: 'urls', reason: 'REQUIRED' })
  if (caPem.trim() === '' ? on : !pinnedCertificates(caPem)) faults.push({ field: 'caPem', reason: caPem.trim() === '' ? 'REQUIRED' : 'TSA_CA' })
  return faults
}

/**
 * Decides who gives the office its times, or that nobody does; the ledger keeps the decision. Switching on starts the grace anew:
 * what was signed before has not been late.
 * @throws Fault TIMESTAMP_SETTINGS_REFUSED with the fields; RowStale.
 */
export const saveSettings = (context: Context, input: Input): TimestampSettings => {
  const faults = faultsOf(input)
  if (faults.length > 0) throw new Fault('TIMESTAMP_SETTINGS_REFUSED', {}, faults)
  const { db, clock } = context
  return transact(db, () => {
    const before = settingsInForce(db)
    if (before.version !== input.version) throw new RowStale('timestamp_settings')
    const onSince = input.on ? (before.on ? before.onSince : clock.now().toISOString()) : null
    saveTimestampSettings(db, {
      version: before.version + 1, enabled: input.on ? 1 : 0, urls: JSON.stringify(input.urls), policy: input.policy, caPem: input.caPem.trim(),
      graceHours: input.graceHours, enabledAt: onSince,
    })
    appendEntry(context, {
      kind: 'timestamp.configure', aggregate: { type: 'Setting', id: 'timestamps' }, baseVersion: before.version,
      payload: { on: input.on, urls: input.urls, policy: input.policy, ca_sha256: input.caPem === '' ? '' : sha256(input.caPem.trim()), grace_hours: input.graceHours },
    })
    return viewSettings(db)
  })
}
