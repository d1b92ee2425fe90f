import { fa } from '#locale/digits'
import { command, exit, wantsJson } from './command'
import { backupCodeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'
import { failedStep, keepReport, secondsSince } from './run-report'

/** `mohr backup`: one backup as the office has planned it, for the nightly task. */
export const backup = command({
  name: 'backup',
  usage: 'mohr backup --user NAME',
  summary: 'یک پشتیبان رمزشده در پوشۀ تنظیم‌شده می‌سازد و آن را بازخوانی می‌کند (کار شبانه)',
  flags: officeFlags,
  files: { least: 0, most: 0 },
  codes: { ...officeCodes, 2: 'هنوز گفته نشده کجا و با چه گذرواژه‌ای', 50: 'پوشه یا دیسک پشتیبان' },
  run: (given, terminal) =>
    withUser(given, terminal, async (session) => {
      const startedAt = new Date().toISOString()
      const began = performance.now()
      session.connection.on('backup.progress', ({ done, total }) => { terminal.err(`${fa(Math.floor(100 * done / total))}٪`) })
      const made = await session.call('backups.make', {})
      if (!made.ok) {
        sayFailure(given, terminal, made.error)
        const code = backupCodeOf(made.error)
        await keepReport(session, terminal, { command: 'backup', startedAt, exitCode: code, steps: [failedStep('backup', code, made.error, secondsSince(began))] })
        return code
      }
      const { fileName, bytes, scans, removed } = made.value
      await keepReport(session, terminal, {
        command: 'backup', startedAt, exitCode: exit.done, steps: [{ step: 'backup', code: 0, seconds: secondsSince(began), error: null, ref: null, facts: { bytes, scans, removed } }],
      })
      if (wantsJson(given)) terminal.out(JSON.stringify(made.value))
      else terminal.out(`ساخته و بازخوانی شد: ${fileName} (${fa(bytes ?? 0)} بایت، ${fa(scans ?? 0)} اسکن)${removed > 0 ? `؛ ${fa(removed)} پشتیبان کهنه کنار رفت` : ''}`)
      return exit.done
    }),
})
