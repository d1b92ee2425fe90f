import { momentFull } from '#locale/dates'
import { command, exit, text, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'
import { writePublic } from './out-folder'

/** `mohr status-list`: the signed lists that banks keep beside the trust file. */
export const statusList = command({
  name: 'status-list',
  usage: 'mohr status-list --user NAME [--out DIR]',
  summary: 'فهرست امضاشدۀ وضعیت مجوزها را برای بانک‌ها در فایل می‌نویسد؛ کهنه‌ها را نو می‌کند',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: officeCodes,
  run: (given, terminal) =>
    withUser(given, terminal, async ({ call }) => {
      const result = await call('permits.statusList', {})
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        return codeOf(result.error)
      }
      const folder = text(given, 'out') ?? '.'
      const written = result.value.lists.map(({ list, fileName, content, asOf, freshUntil, digest }) => {
        return { list, file: writePublic(folder, fileName, content), asOf, freshUntil, digest }
      })
      if (wantsJson(given)) terminal.out(JSON.stringify({ lists: written }))
      else for (const { file, asOf, freshUntil } of written) terminal.out(`${file}: ${momentFull(asOf)}، تازه تا ${momentFull(freshUntil)}`)
      return exit.done
    }),
})
