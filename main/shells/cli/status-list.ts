import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { momentFull } from '#locale/dates'
import { exit, text, wantsJson, type Command } from './command'
import { officeFlags, sayFailure, withUser } from './office-session'

/** `mohr status-list`: the signed lists that banks keep beside the trust file. */
export const statusList: Command = {
  name: 'status-list',
  usage: 'mohr status-list --user NAME [--out DIR]',
  summary: 'فهرست امضاشدۀ وضعیت مجوزها را برای بانک‌ها در فایل می‌نویسد؛ کهنه‌ها را نو می‌کند',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: {},
  run: (given, terminal) =>
    withUser(given, terminal, async ({ call }) => {
      const result = await call('permits.statusList', {})
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        return exit.failed
      }
      const folder = text(given, 'out') ?? '.'
      mkdirSync(folder, { recursive: true })
      const written = result.value.lists.map(({ list, fileName, content, asOf, freshUntil, digest }) => {
        const file = join(folder, fileName)
        writeFileSync(file, content)
        return { list, file, asOf, freshUntil, digest }
      })
      if (wantsJson(given)) terminal.out(JSON.stringify({ lists: written }))
      else for (const { file, asOf, freshUntil } of written) terminal.out(`${file}: ${momentFull(asOf)}، تازه تا ${momentFull(freshUntil)}`)
      return exit.done
    }),
}
