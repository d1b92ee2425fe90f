import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { listAgencies, listBanks, listCounties, listFields, usesSample } from '#db/catalogues/catalogue-repo'

export const catalogueHandlers: Handlers<'catalogues', Context> = {
  list: ({ db }) => ({
    sample: usesSample(db), fields: listFields(db), agencies: listAgencies(db), counties: listCounties(db), banks: listBanks(db),
  }),
}
