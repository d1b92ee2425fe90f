import { X509Certificate } from 'node:crypto'
import { gatewayPlaceholders, type HttpGateway } from '#contract/messages'
import { placeholdersOf } from '#contract/values/sms'
import type { FieldFault } from '#contract/values/reasons'

const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/
/** Headers that say how a message is framed; a second one would say otherwise. */
const ours = new Set(['host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'idempotency-key', 'accept', 'accept-encoding', 'expect', 'upgrade', 'te', 'trailer'])
const lent = new Set(['__proto__', 'constructor', 'prototype'])

const isPlain = (url: URL): boolean => url.protocol === 'http:' && loopback.test(url.hostname)

const addressFaults = (field: string, url: string, allowed: readonly string[]): FieldFault[] => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || (parsed.protocol !== 'https:' && !isPlain(parsed)) || parsed.username || parsed.password || parsed.hash || /[{}]/.test(decodeURIComponent(parsed.host))) {
    return [{ field, reason: 'GATEWAY_ADDRESS' }]
  }
  return placeholdersOf(url).some((name) => !allowed.includes(name)) ? [{ field, reason: 'GATEWAY_PLACEHOLDER' }] : []
}

const addressFits = ({ url, caPem }: HttpGateway): FieldFault[] => {
  const faults = addressFaults('http.url', url, ['secret'])
  if (faults.length > 0) return faults
  return caPem !== null && (isPlain(new URL(url)) || !isCa(caPem)) ? [{ field: 'http.caPem', reason: 'GATEWAY_CA' }] : []
}

/** The secret goes only where the messages go; and one answer can't mean both ends. */
const reportFaults = ({ url, report }: HttpGateway): FieldFault[] => {
  if (!report) return []
  const faults = addressFaults('http.report.url', report.url, ['ref', 'id', 'secret'])
  if (faults.length > 0) return faults
  const used = placeholdersOf(report.url)
  if (used.includes('ref') ? report.refPath === '' : !used.includes('id')) return [{ field: report.refPath === '' && used.includes('ref') ? 'http.report.refPath' : 'http.report.url', reason: 'GATEWAY_NO_REF' }]
  if (URL.canParse(url) && new URL(url).origin !== new URL(report.url).origin) return [{ field: 'http.report.url', reason: 'GATEWAY_OTHER_HOST' }]
  return report.failed.some((word) => report.delivered.includes(word)) ? [{ field: 'http.report.failed', reason: 'GATEWAY_STATE_TWICE' }] : []
}

const isCa = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).ca
  } catch {
    return false
  }
}

/** What is wrong with a gateway's settings beyond their shape, by field. */
export const settingFaults = (http: HttpGateway): FieldFault[] => {
  const known: readonly string[] = gatewayPlaceholders
  const faults = [...addressFits(http), ...reportFaults(http)]
  http.headers.forEach(({ name, value }, i) => {
    if (ours.has(name.toLowerCase())) faults.push({ field: `http.headers.${i}.name`, reason: 'GATEWAY_HEADER' })
    if (placeholdersOf(value).some((used) => used !== 'secret' && used !== 'id')) faults.push({ field: `http.headers.${i}.value`, reason: 'GATEWAY_PLACEHOLDER' })
    if (/[^\x20-\x7E]/.test(value)) faults.push({ field: `http.headers.${i}.value`, reason: 'INVALID' })
  })
  http.fields.forEach(({ name, value }, i) => {
    if (name.replace('[]', '').split('.').some((step) => lent.has(step))) faults.push({ field: `http.fields.${i}.name`, reason: 'INVALID' })
    if (placeholdersOf(value).some((used) => !known.includes(used))) faults.push({ field: `http.fields.${i}.value`, reason: 'GATEWAY_PLACEHOLDER' })
  })
  const used = http.fields.flatMap(({ value }) => placeholdersOf(value))
  if (!used.includes('text') || !(used.includes('mobile') || used.includes('mobile98'))) faults.push({ field: 'http.fields', reason: 'GATEWAY_NO_MESSAGE' })
  if (http.successPath !== '' && http.successValue === '') faults.push({ field: 'http.successValue', reason: 'REQUIRED' })
  return faults
}
