import type { ListedEnd } from '#contract/verify/delegation'
import { bytesInList, setStatusAt, type StatusValue } from '#contract/verify/status-list'
import { openSigner } from '#main/signing/index'
import type { TestKey } from '#main/signing/testing/key-pair'
import { signList } from '../status-list/sign-list'

/** A list of a test seal that says these values, as published at an instant. */
export const statusListOf = (seal: TestKey, values: Readonly<Record<number, StatusValue>>, { list = '0600-1', at = '2026-11-21T06:12:09Z', test = false, ended = [] as readonly ListedEnd[] } = {}): string => {
  const bits = new Uint8Array(bytesInList)
  for (const [place, value] of Object.entries(values)) setStatusAt(bits, Number(place), value)
  const signer = openSigner(seal.der(), 'seal')
  try {
    return `${signList(signer, list, bits, new Date(at), test, ended)}\n`
  } finally {
    signer.close()
  }
}
