import type { Context } from '#main/app/ports'
import { listModules, softReaders, type SoftToken } from './soft-token'
import { signingContext } from './signing-context'

/** An open office whose Director holds a fresh token, and what names its place in an input. */
export const tokenOffice = (): { context: ReturnType<typeof signingContext>; readers: ReturnType<typeof softReaders>; token: SoftToken; place: { module: string; serial: string; pin: string } } => {
  const context = signingContext()
  const { readers, token } = giveToken(context)
  return { context, readers, token, place: { module: 'soft', serial: token.serial, pin: token.pin } }
}

/** A module on IT's list and the Director's token in its reader. */
export const giveToken = ({ home }: Pick<Context, 'home'>): { readers: ReturnType<typeof softReaders>; token: SoftToken } => {
  listModules(home)
  const readers = softReaders()
  return { readers, token: readers.add('مدیرکل') }
}
