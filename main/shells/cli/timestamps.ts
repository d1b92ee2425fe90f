import type { StampReport, TimestampStatus } from '#contract/timestamps'
import { ageText, clockText, faultWords, stateLook, words } from '#locale/timestamps'
import { exit, wantsJson, type Command } from './command'
import { officeFlags, sayFailure, withUser } from './office-session'

const codes = { waiting: 10, late: 11, overdue: 12, nobody: 20, off: 30 } as const

const codeOf = ({ state, waiting }: TimestampStatus): number => {
  if (state === 'off' || state === 'late' || state === 'overdue') return codes[state]
  return waiting > 0 ? codes.waiting : exit.done
}

const lines = (status: TimestampStatus, report: StampReport | null): string[] => [
  `${stateLook[status.state].title}. ${ageText(status)}`,
  ...(report ? [words.ran(report.stamped, report.left), ...report.tries.flatMap(({ url, fault }) => (fault ? [`  ${url}: ${faultWords[fault]}`] : []))] : []),
  `${words.clock}: ${clockText(status.clock)}`,
]

/** `mohr timestamps`: which signatures still lack a time from outside; `run` asks for it now. */
export const timestampsCommand: Command = {
  name: 'timestamps',
  usage: 'mohr timestamps [status | run] --user NAME',
  summary: 'می‌گوید کدام امضاها هنوز مهر زمانی ندارند؛ run همین اکنون از مرجع‌ها می‌گیرد',
  flags: officeFlags,
  files: { least: 0, most: 1 },
  codes: {
    0: 'هیچ امضایی منتظر نیست', 10: 'امضاهایی در مهلت منتظرند', 11: 'نیمۀ مهلت گذشته است', 12: 'مهلت گذشته و امضا ایستاده است',
    20: 'run: هیچ مرجعی پاسخ درست نداد', 30: 'مهر زمانی در این اداره خاموش است',
  },
  run: async (given, terminal) => {
    const [act = 'status'] = given.files
    if (act !== 'status' && act !== 'run') {
      terminal.err(timestampsCommand.usage)
      return exit.usage
    }
    return withUser(given, terminal, async ({ call }) => {
      const ran = act === 'run' ? await call('timestamps.run', {}) : null
      if (ran && !ran.ok && ran.error.code !== 'TIMESTAMPS_OFF') {
        sayFailure(given, terminal, ran.error)
        return exit.failed
      }
      const found = await call('timestamps.status', {})
      if (!found.ok) {
        sayFailure(given, terminal, found.error)
        return exit.failed
      }
      const report = ran?.ok ? ran.value : null
      if (wantsJson(given)) terminal.out(JSON.stringify({ ...found.value, run: report }))
      else for (const line of lines(found.value, report)) terminal.out(line)
      const nobody = report !== null && report.left > 0 && report.stamped === 0 && found.value.state !== 'overdue'
      return nobody ? codes.nobody : codeOf(found.value)
    })
  },
}
