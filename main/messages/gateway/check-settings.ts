import { X509Certificate } from 'node:crypto'
import { gatewayPlaceholders, type HttpGateway } from '#contract/messages'
import { placeholdersOf } from '#contract/values/sms'
import type { FieldFault } from '#contract/values/reasons'

const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/
/** Headers that say how a message is framed; a second one would say otherwise. */
const ours = new Set(['host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'idempotency-key', 'accept', 'accept-encoding', 'expect', 'upgrade', 'te', 'trailer'])
const lent = new Set(['__proto__', 'constructor', 'prototype'])

const addressFits = ({ url, caPem }: HttpGateway): FieldFault[] => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const plain = parsed?.protocol === 'http:' && loopback.test(parsed.hostname)
  const used = placeholdersOf(url)
  if (!parsed || (parsed.protocol !== 'https:' && !plain) || parsed.username || parsed.password || parsed.hash || /[{}]/.test(decodeURIComponent(parsed.host))) {
    return [{ field: 'http.url', reason: 'GATEWAY_ADDRESS' }]
  }
  if (used.some((name) => name !== 'secret')) return [{ field: 'http.url', reason: 'GATEWAY_PLACEHOLDER' }]
  return caPem !== null && (plain || !isCa(caPem)) ? [{ field: 'http.caPem', reason: 'GATEWAY_CA' }] : []
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
  const faults = addressFits(http)
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
