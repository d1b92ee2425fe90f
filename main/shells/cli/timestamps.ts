import type { StampReport, TimestampStatus } from '#contract/timestamps'
import { ageText, clockText, faultWords, stateLook, words } from '#locale/timestamps'
import { command, exit, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'

const states = { waiting: 10, late: 11, overdue: 12, nobody: 20, off: 30 } as const

const stateCode = ({ state, waiting }: TimestampStatus): typeof exit.done | (typeof states)[keyof typeof states] => {
  if (state === 'off' || state === 'late' || state === 'overdue') return states[state]
  return waiting > 0 ? states.waiting : exit.done
}

const lines = (status: TimestampStatus, report: StampReport | null): string[] => [
  `${stateLook[status.state].title}. ${ageText(status)}`,
  ...(report ? [words.ran(report.stamped, report.left), ...report.tries.flatMap(({ url, fault }) => (fault ? [`  ${url}: ${faultWords[fault]}`] : []))] : []),
  `${words.clock}: ${clockText(status.clock)}`,
]

const usage = 'mohr timestamps [status | run] --user NAME'

/** `mohr timestamps`: which signatures still lack a time from outside; `run` asks for it now. */
export const timestampsCommand = command({
  name: 'timestamps',
  usage,
  summary: 'می‌گوید کدام امضاها هنوز مهر زمانی ندارند؛ run همین اکنون از مرجع‌ها می‌گیرد',
  flags: officeFlags,
  files: { least: 0, most: 1 },
  codes: {
    ...officeCodes,
    0: 'هیچ امضایی منتظر نیست', 10: 'امضاهایی در مهلت منتظرند', 11: 'نیمۀ مهلت گذشته است', 12: 'مهلت گذشته و امضا ایستاده است',
    20: 'run: هیچ مرجعی پاسخ درست نداد', 30: 'مهر زمانی در این اداره خاموش است',
  },
  run: async (given, terminal) => {
    const [act = 'status'] = given.files
    if (act !== 'status' && act !== 'run') {
      terminal.err(usage)
      return exit.usage
    }
    return withUser(given, terminal, async ({ call }) => {
      const ran = act === 'run' ? await call('timestamps.run', {}) : null
      if (ran && !ran.ok && ran.error.code !== 'TIMESTAMPS_OFF') {
        sayFailure(given, terminal, ran.error)
        return codeOf(ran.error)
      }
      const found = await call('timestamps.status', {})
      if (!found.ok) {
        sayFailure(given, terminal, found.error)
        return codeOf(found.error)
      }
      const report = ran?.ok ? ran.value : null
      if (wantsJson(given)) terminal.out(JSON.stringify({ ...found.value, run: report }))
      else for (const line of lines(found.value, report)) terminal.out(line)
      const nobody = report !== null && report.left > 0 && report.stamped === 0 && found.value.state !== 'overdue'
      return nobody ? states.nobody : stateCode(found.value)
    })
  },
})
