import type { UpdateState } from '#contract/updates'
import { dayLong, dayOf } from '#locale/dates'
import { faultWords, gravest, installCommand, words } from '#locale/updates'
import { command, exit, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'

const ends = { off: 2, newer: 40, required: 41, unreached: 20, refused: 30 } as const

const stateCode = ({ fault, need }: UpdateState): typeof exit.done | (typeof ends)[keyof typeof ends] => {
  if (need !== 'none') return ends[need]
  if (!fault) return exit.done
  return gravest.includes(fault.fault) || fault.fault === 'expired' || fault.fault === 'early' ? ends.refused : ends.unreached
}

const lines = ({ running, need, offer, fault, fetched }: UpdateState): string[] => [
  words.sub(running),
  ...(fault ? [`${words.faultTitle}: ${faultWords[fault.fault]}. ${words.faultKeeps}${gravest.includes(fault.fault) ? ` ${words.faultGrave}` : ''}`] : []),
  ...(offer && need === 'required' ? [words.requiredTitle(offer.version), words.requiredText(offer.minimum)] : []),
  ...(offer && need === 'newer' ? [`${words.newer(offer.version)} (${dayLong(dayOf(offer.released))})`] : []),
  ...(offer && need === 'none' && !fault ? [words.current] : []),
  ...(offer && need !== 'none' ? offer.files.map(({ name, sha256, fits }) => `  ${name}${fits ? ` — ${words.fits}` : ''}\n    SHA-256 ${sha256}`) : []),
  ...(offer ? fetched.flatMap(({ name, path }) => {
    const file = offer.files.find((one) => one.name === name)
    return file ? [`${words.here}: ${installCommand(file.kind, path) ?? path}`] : []
  }) : []),
]

/** `mohr update`: what the office's server offers under the release key; `--fetch` brings this machine's package, and installs nothing. */
export const update = command({
  name: 'update',
  usage: 'mohr update [--check | --fetch NAME] --user NAME',
  summary: 'نسخهٔ تازه را از کارساز اداره می‌پرسد؛ --fetch بستهٔ آن را می‌گیرد و می‌سنجد (چیزی نصب نمی‌کند)',
  flags: { ...officeFlags, check: { type: 'boolean' }, fetch: { type: 'string' } },
  files: { least: 0, most: 0 },
  codes: {
    ...officeCodes,
    0: 'برنامه به‌روز است، یا بسته گرفته شد', 2: 'کارساز و کلید در پیکربندی نیست', 20: 'کارساز نرسید یا ارتباط برید', 30: 'فهرست کارساز پذیرفته نشد',
    40: 'نسخهٔ تازه هست', 41: 'نسخهٔ تازه باید نصب شود',
  },
  run: async (given, terminal) => withUser(given, terminal, async ({ call }) => {
    const checked = await call('updates.check', {})
    if (!checked.ok) {
      sayFailure(given, terminal, checked.error)
      return checked.error.code === 'UPDATES_OFF' ? ends.off : codeOf(checked.error)
    }
    const name = given.flags['fetch']
    const fetched = typeof name === 'string' ? await call('updates.fetch', { name }) : null
    if (fetched && !fetched.ok) {
      sayFailure(given, terminal, fetched.error)
      return fetched.error.code === 'UPDATE_BROKEN_OFF' ? ends.unreached : fetched.error.code === 'UPDATE_UNPROVEN' ? ends.refused : codeOf(fetched.error)
    }
    const now = await call('updates.state', {})
    const state = now.ok ? now.value : checked.value
    if (wantsJson(given)) terminal.out(JSON.stringify(state))
    else for (const line of lines(state)) terminal.out(line)
    return fetched ? exit.done : stateCode(state)
  }),
})
