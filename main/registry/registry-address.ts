import { X509Certificate } from 'node:crypto'
import { Fault } from '#main/app/fault'

const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/**
 * The address a device may enrol at: https with a pinned CA, or http on this very machine (training, tests).
 * @param machineTrusts whether the machine's configuration names authorities: then a device need not pin one of its own
 * @returns the origin, without path.
 * @throws Fault REGISTRY_URL_REFUSED, REGISTRY_CA_REFUSED.
 */
export const parseAddress = (url: string, caPem: string | null, machineTrusts = false): { origin: string; caPem: string | null } => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const plain = parsed?.protocol === 'http:' && loopback.test(parsed.hostname)
  if (!parsed || (parsed.protocol !== 'https:' && !plain) || parsed.username || parsed.search || parsed.hash || parsed.pathname !== '/') {
    throw new Fault('REGISTRY_URL_REFUSED')
  }
  if (plain ? caPem !== null : !isCa(caPem) && !(caPem === null && machineTrusts)) throw new Fault('REGISTRY_CA_REFUSED')
  return { origin: parsed.origin, caPem }
}

const isCa = (pem: string | null): boolean => {
  try {
    return pem !== null && new X509Certificate(pem).ca
  } catch {
    return false
  }
}
