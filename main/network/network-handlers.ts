import type { Handlers } from '#contract'
import type { NetworkState } from '#contract/network'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { readProxyCredentials, saveProxyCredentials } from '#db/network/proxy-repo'
import { transact } from '#db/transact'

const state = ({ db, config }: Pick<Context, 'db' | 'config'>): NetworkState => ({
  files: config?.files ?? [],
  registryUrl: config?.registryUrl ?? null,
  proxy: config?.proxy ? { ...config.proxy, credentialsSet: readProxyCredentials(db) !== undefined } : null,
  authorities: config?.ca.length ?? 0,
  pinnedHosts: Object.keys(config?.pins ?? {}),
})

export const networkHandlers: Handlers<'network', Context> = {
  state,
  saveProxyCredentials: (context, { credentials }) => {
    const { db } = context
    transact(db, () => {
      saveProxyCredentials(db, credentials)
      appendEntry(context, {
        kind: 'network.credentials', aggregate: { type: 'Setting', id: 'proxy' }, baseVersion: 0, payload: { credentials: credentials ? 'set' : 'removed' },
      })
    })
    return state(context)
  },
}
