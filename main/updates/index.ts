import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { checkUpdates } from './check-updates'
import { fetchUpdate } from './fetch-update'
import { updateState } from './update-state'

export const updateHandlers: Handlers<'updates', Context> = {
  state: (context) => updateState(context),
  check: async (context) => {
    await checkUpdates(context)
    return updateState(context)
  },
  fetch: (context, { name }) => fetchUpdate(context, name),
}
