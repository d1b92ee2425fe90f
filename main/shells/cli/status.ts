import type { OfficeStatus } from '#contract/office'
import { dayLong } from '#locale/dates'
import { fa } from '#locale/digits'
import { command, exit, wantsJson } from './command'
import { codeOf, sayFailure, turnCodes, withOffice } from './office-session'

const states: Record<OfficeStatus['state'], string> = {
  absent: 'هنوز دفتری ساخته نشده است', locked: 'دفتر هست و قفل است', open: 'دفتر باز است',
}

/** `mohr status`: which office lies in the data folder; needs no sign-in and tells nothing of any citizen. */
export const status = command({
  name: 'status',
  usage: 'mohr status',
  summary: 'می‌گوید در پوشۀ داده کدام دفتر است',
  flags: { home: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: { 78: turnCodes[78] },
  run: (given, terminal) =>
    withOffice(given, terminal, async ({ call, home }) => {
      const result = await call('office.status', {})
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        return codeOf(result.error)
      }
      const { state, office, version, today } = result.value
      if (wantsJson(given)) terminal.out(JSON.stringify({ home, state, office, version, today }))
      else {
        terminal.out(`مُهر ${fa(version)} — ${dayLong(today)}`)
        terminal.out(`پوشۀ داده: ${home}`)
        terminal.out(office ? `${office.name} (${fa(office.unit)})${office.training ? ' — آزمایشی' : ''}: ${states[state]}.` : `${states[state]}.`)
      }
      return exit.done
    }),
})
