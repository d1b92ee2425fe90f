import { certificateFaults, type CertificateFault } from '#contract/certificates'
import type { Failure } from '#contract'

const isFault = (value: unknown): value is CertificateFault => certificateFaults.some((fault) => fault === value)

/** Why the core refused a certificate or a list, by name; null for any other failure. */
export const refusalOf = (failure: Failure | null): CertificateFault | null => {
  const reason = failure?.code === 'CERTIFICATE_REFUSED' || failure?.code === 'LIST_REFUSED' ? failure.details?.['reason'] : null
  return isFault(reason) ? reason : null
}
