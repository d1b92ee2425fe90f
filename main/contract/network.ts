import { z } from 'zod'
import { noInput, operation, shape } from './define'

/** How this machine reaches servers, as its IT configured it (docs/formats/config.md). */
export type NetworkState = {
  /** Files the configuration came from. */
  files: string[]
  /** The registry's address that enrolment offers. */
  registryUrl: string | null
  proxy: { url: string; noProxy: string[]; credentialsSet: boolean } | null
  authorities: number
  pinnedHosts: string[]
}

/** One header line carries both, so no control character may; a colon would end the user's name. */
const username = z.string().trim().min(1, 'REQUIRED').max(200, 'TOO_LONG').regex(/^[^\p{Cc}:]+$/u, 'INVALID')
const password = z.string().min(1, 'REQUIRED').max(400, 'TOO_LONG').regex(/^\P{Cc}+$/u, 'INVALID')

export const network = {
  state: operation({ kind: 'read', access: ['system_manager', 'it', 'auditor'], input: noInput, output: shape<NetworkState>(), errors: [] }),
  /** What the machine's proxy asks for; kept in the encrypted office and never shown again. Null forgets it. */
  saveProxyCredentials: operation({
    kind: 'write', access: ['system_manager', 'it'],
    input: z.object({ credentials: z.object({ username, password }).nullable() }), output: shape<NetworkState>(), errors: [],
  }),
}
