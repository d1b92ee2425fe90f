import { resolve } from 'node:path'
import { dayLong, dayOf } from '#locale/dates'
import { fa } from '#locale/digits'
import { command, exit, text, wantsJson } from './command'
import { codeOf, officeCodes, sayFailure, withOfficeInTurn } from './office-session'
import { passphraseFrom } from './terminal'

/** `mohr restore`: lays a backup down in a data folder that has no office yet. */
export const restore = command({
  name: 'restore',
  usage: 'mohr restore FILE --home DIR',
  summary: 'پشتیبان را در پوشۀ دادۀ بی‌دفتر بازمی‌گرداند؛ گذرواژه همان گذرواژۀ پشتیبان است',
  flags: { home: { type: 'string' }, 'passphrase-file': { type: 'string' } },
  files: { least: 1, most: 1 },
  codes: { ...officeCodes, 3: 'فایل خوانده نشد، خراب است یا گذرواژه آن را باز نکرد', 50: 'پوشه یا دیسک این دستگاه' },
  run: async (given, terminal) => {
    const passphrase = await passphraseFrom(terminal, text(given, 'passphrase-file'))
    if (passphrase === null) {
      terminal.err('گذرواژۀ پشتیبان نیست: --passphrase-file FILE یا متغیر MOHR_PASSPHRASE')
      return exit.signIn
    }
    return withOfficeInTurn(given, terminal, async ({ call, connection }) => {
      let told = -1
      connection.on('backup.progress', ({ done, total }) => {
        const percent = Math.floor(10 * done / total) * 10
        if (percent !== told) terminal.err(`${fa(percent)}٪`)
        told = percent
      })
      const restored = await call('office.restore', { file: resolve(given.files[0] ?? ''), passphrase })
      if (!restored.ok) {
        sayFailure(given, terminal, restored.error)
        return restored.error.code.startsWith('BACKUP_') ? 3 : codeOf(restored.error)
      }
      const { name, unit, at, scans, missing } = restored.value
      if (wantsJson(given)) terminal.out(JSON.stringify(restored.value))
      else {
        terminal.out(`${name} (${fa(unit)})، پشتیبان ${dayLong(dayOf(at))}، بازگردانده شد؛ ${fa(scans)} اسکن${missing > 0 ? `، ${fa(missing)} اسکن کنار پشتیبان نبود` : ''}.`)
        terminal.out('با گذرواژۀ همیشگی وارد شوید. پس از همگام‌سازی، آنچه پس از این پشتیبان تحویل شده بود از سامانه برمی‌گردد.')
      }
      return exit.done
    })
  },
})
