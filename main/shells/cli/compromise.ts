import { proofNames, words } from '#locale/compromise'
import { momentFull } from '#locale/dates'
import { command, exit, text, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser } from './office-session'

/** `mohr compromise KID --since INSTANT`: the drill of a stolen key. It only looks; the act itself is a person's, at the screen. */
export const compromise = command({
  name: 'compromise',
  usage: 'mohr compromise KID --since INSTANT --user NAME',
  summary: 'تمرین: مجوزهایی که یک کلید از زمانی به بعد امضا کرده و با اعلام سرقت تعلیق می‌شوند؛ چیزی را تغییر نمی‌دهد',
  flags: { ...officeFlags, since: { type: 'string' } },
  files: { least: 1, most: 1 },
  codes: officeCodes,
  run: (given, terminal) => {
    const since = text(given, 'since')
    if (since === undefined) {
      terminal.err('زمان را بنویسید: --since 2026-11-21T08:00:00Z')
      return Promise.resolve(exit.usage)
    }
    return withUser(given, terminal, async ({ call }) => {
      const result = await call('permits.compromiseDrill', { kid: given.files[0] ?? '', since })
      if (!result.ok) {
        sayFailure(given, terminal, result.error)
        return codeOf(result.error)
      }
      const { value } = result
      if (wantsJson(given)) {
        terminal.out(JSON.stringify(value))
        return exit.done
      }
      terminal.out(words.counts(value.signed, value.before, value.suspends))
      terminal.out(value.sealedAt ? words.sealed(value.sealedAt, value.position) : words.unsealed)
      for (const { no, name, signedAt, proof, suspends } of value.permits) terminal.out(`${no} — ${name} — ${momentFull(signedAt)} — ${proofNames[proof]}${suspends ? ` — ${words.suspends}` : ''}`)
      return exit.done
    })
  },
})
