import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { attach } from './attach-document'
import { reject, remove, verify, waive } from './decide-document'
import { list } from './list-documents'
import { read } from './read-document'

export { checkShelf } from './check-shelf'

export const documentHandlers: Handlers<'documents', Context> = { attach, list, read, verify, reject, waive, remove }
