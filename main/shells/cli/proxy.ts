import { readFileSync } from 'node:fs'
import type { NetworkState } from '#contract/network'
import { fa } from '#locale/digits'
import { command, exit, text, wantsJson, type Given } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'
import type { Terminal } from './terminal'

const line = ({ proxy, authorities, pinnedHosts }: NetworkState): string =>
  `${proxy ? `${proxy.url}، ${proxy.credentialsSet ? 'با نام کاربر و گذرواژه' : 'بی نام کاربر'}` : 'در پیکربندی این دستگاه میانجی نیست'}؛ ${fa(authorities)} گواهی مرجع، ${fa(pinnedHosts.length)} میزبان سنجاق‌شده`

/** The proxy's password from its file or a hidden question; never from an argument, which every process could read. */
const passwordFor = async (given: Given, terminal: Terminal): Promise<string | null> => {
  const file = text(given, 'proxy-password-file')
  try {
    return file === undefined ? await terminal.askHidden('گذرواژۀ میانجی: ') : readFileSync(file, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? ''
  } catch {
    return null
  }
}

/** `mohr proxy`: what the machine's proxy asks for, kept in the encrypted office instead of a text file. */
export const proxy = command({
  name: 'proxy',
  usage: 'mohr proxy --user NAME [--proxy-user NAME [--proxy-password-file FILE] | --forget]',
  summary: 'نام کاربر و گذرواژۀ میانجی (proxy) را در دفتر رمزشده ذخیره یا پاک می‌کند؛ بی پرچم، وضع راه شبکه را می‌گوید',
  flags: { ...officeFlags, 'proxy-user': { type: 'string' }, 'proxy-password-file': { type: 'string' }, forget: { type: 'boolean' } },
  files: { least: 0, most: 0 },
  codes: { ...officeCodes, 2: 'گذرواژۀ میانجی داده نشد یا پذیرفته نیست' },
  run: (given, terminal) =>
    withUser(given, terminal, async ({ call }) => {
      const username = text(given, 'proxy-user')
      const password = username === undefined ? null : await passwordFor(given, terminal)
      if (username !== undefined && password === null) {
        terminal.err('گذرواژۀ میانجی نیست: --proxy-password-file FILE')
        return exit.usage
      }
      const credentials = username !== undefined && password !== null ? { username, password } : null
      const told = credentials || given.flags['forget'] ? await call('network.saveProxyCredentials', { credentials }) : await call('network.state', {})
      if (!told.ok) {
        sayFailure(given, terminal, told.error)
        return told.error.code === 'INPUT_INVALID' ? exit.usage : codeOf(told.error)
      }
      terminal.out(wantsJson(given) ? JSON.stringify(told.value) : line(told.value))
      return exit.done
    }),
})
