import type { UpdateState } from '#contract/updates'
import { dayLong, dayOf } from '#locale/dates'
import { faultWords, gravest, installCommand, words } from '#locale/updates'
import { command, exit, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'

const ends = { off: 2, newer: 40, required: 41, unreached: 20, refused: 30 } as const

/** Somebody has to clear it up before anything is fetched or installed. */
const isGrave = ({ fault }: UpdateState): boolean => fault !== null && gravest.includes(fault.fault)

const stateCode = (state: UpdateState): typeof exit.done | (typeof ends)[keyof typeof ends] => {
  const { fault, need } = state
  if (isGrave(state)) return ends.refused
  if (need !== 'none') return ends[need]
  if (!fault) return exit.done
  return fault.fault === 'expired' || fault.fault === 'early' ? ends.refused : ends.unreached
}

const offerLines = ({ need, offer, fault, fetched }: UpdateState): string[] => (offer ? [
  ...(need === 'required' ? [words.requiredTitle(offer.version), words.requiredText(offer.minimum)] : []),
  ...(need === 'newer' ? [`${words.newer(offer.version)} (${dayLong(dayOf(offer.released))})`] : []),
  ...(need === 'none' && !fault ? [words.current] : []),
  ...(need !== 'none' ? offer.files.map(({ name, sha256, fits }) => `  ${name}${fits ? ` — ${words.fits}` : ''}\n    SHA-256 ${sha256}`) : []),
  ...fetched.flatMap(({ name, path }) => {
    const file = offer.files.find((one) => one.name === name)
    return file ? [`${words.here}: ${installCommand(file.kind, path) ?? path}`] : []
  }),
] : [])

const lines = (state: UpdateState): string[] => {
  const { running, offer, fault } = state
  const grave = isGrave(state)
  return [
    words.sub(running),
    ...(fault ? [`${words.faultTitle}: ${faultWords[fault.fault]}. ${words.faultKeeps}${grave ? ` ${words.faultGrave}` : ''}`] : []),
    ...(grave ? offer ? [words.heldTitle(offer.version), words.heldText] : [] : offerLines(state)),
  ]
}

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
    const fetched = typeof name === 'string' && !isGrave(checked.value) ? await call('updates.fetch', { name }) : null
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
