import { resolve } from 'node:path'
import { z } from 'zod'
import { configFile, type Config } from '#contract/config'
import { configRefusal } from '#main/shells/host/config-words'
import { hostConfig, machineConfigFile } from '#main/shells/host/read-config'
import { fa } from '#locale/digits'
import { command, exit, text, wantsJson } from './command'

/** The closed schema of `mohr.config.json` for editors and other programs (docs/formats/mohr.config.schema.json). */
export const configJsonSchema = (): object => ({
  ...z.toJSONSchema(configFile, { io: 'input' }), $id: 'https://mohr.example.ir/schemas/mohr.config.json', title: 'Mohr: configuration of a machine',
})

const lines = (home: string, { files, registryUrl, proxy, ca, pins, updates, logs, runReports, backupFolder, lockMinutesAtMost }: Config): string[] => [
  `پوشۀ داده: ${home}`,
  `فایل‌ها: ${files.join('، ') || 'هیچ‌کدام نیست؛ همه چیز به حال عادی است'}`,
  `سامانۀ مرکزی: ${registryUrl ?? 'در معرفی دستگاه پرسیده می‌شود'}`,
  `میانجی (proxy): ${proxy ? `${proxy.url}${proxy.noProxy.length > 0 ? `، جز ${proxy.noProxy.join('، ')}` : ''}` : 'ندارد'}`,
  `گواهی‌های مرجع: ${fa(ca.length)}؛ میزبان‌های سنجاق‌شده: ${Object.keys(pins).join('، ') || 'هیچ'}`,
  `نسخه‌های تازه: ${updates?.url ?? 'پرسیده نمی‌شود'}`,
  `گزارش فنی: ${fa(logs.files)} فایل ${fa(logs.megabytes)} مگابایتی؛ گزارش کارها: ${fa(runReports.keep)} فایل`,
  `پوشۀ پشتیبان: ${backupFolder ?? 'همان که در صفحۀ پشتیبان است'}؛ سقف قفل: ${lockMinutesAtMost === null ? 'تنظیم اداره' : `${fa(lockMinutesAtMost)} دقیقه`}`,
]

/** `mohr config`: what is in force on this machine, and whether a file would be accepted. Needs no office and no sign-in. */
export const config = command({
  name: 'config',
  usage: 'mohr config [--check [FILE]] [--schema]',
  summary: 'پیکربندی دستگاه را می‌سنجد و نشان می‌دهد؛ با FILE فایلی را پیش از گذاشتن سر جایش می‌سنجد',
  flags: { home: { type: 'string' }, check: { type: 'boolean' }, schema: { type: 'boolean' } },
  files: { least: 0, most: 1 },
  codes: { 0: 'پذیرفته است', 78: 'پذیرفته نیست؛ فیلد و راه درست شدن گفته می‌شود' },
  run: (given, terminal) => {
    if (given.flags['schema']) {
      terminal.out(JSON.stringify(configJsonSchema(), null, 2))
      return Promise.resolve(exit.done)
    }
    const [file] = given.files
    const found = hostConfig(text(given, 'home'), file === undefined ? machineConfigFile() : resolve(file))
    if (!found.ok) {
      if (wantsJson(given)) terminal.out(JSON.stringify({ ok: false, faults: found.faults }))
      terminal.err(configRefusal(found.faults))
      return Promise.resolve(exit.config)
    }
    if (wantsJson(given)) terminal.out(JSON.stringify({ ok: true, home: found.home, config: found.config }))
    else if (given.flags['check']) terminal.out('پیکربندی درست است.')
    else for (const line of lines(found.home, found.config)) terminal.out(line)
    return Promise.resolve(exit.done)
  },
})
