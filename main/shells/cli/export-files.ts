import type { Failure } from '#contract'
import { exportColumns } from '#contract/intake'
import { fa } from '#locale/digits'
import { exportSpoken, exportTitles } from '#locale/dossier-list'
import { command, exit, text, wantsJson } from './command'
import { codeOf, officeCodes, officeFlags, sayFailure, withUser, type Call } from './office-session'
import { writeOut } from './out-folder'

type Taken = { ok: true; files: AsyncIterable<{ name: string; content: string | Buffer }> } | { ok: false; error: Failure }
type Take = (call: Call) => Promise<Taken>

/** A failure in the middle of many files: what was written before it is whole. */
class Stopped extends Error {
  constructor(readonly failure: Failure) { super(failure.code) }
}

const one = async function* (name: string, content: string | Buffer): AsyncGenerator<{ name: string; content: string | Buffer }> {
  yield await Promise.resolve({ name, content })
}

/** Every permit of the register as the file that others check, with the delegation it names. */
const permitFiles = async function* (call: Call): AsyncGenerator<{ name: string; content: string }> {
  const delegations = new Set<string>()
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof call<'permits.register'>>> = await call('permits.register', { after, limit: 200 })
    if (!page.ok) throw new Stopped(page.error)
    for (const { no } of page.value.items) {
      const file = await call('permits.exportFile', { no })
      if (!file.ok) throw new Stopped(file.error)
      const { fileName, content, delegation } = file.value
      yield { name: fileName, content }
      if (delegation && !delegations.has(delegation.fileName)) yield { name: delegation.fileName, content: delegation.content }
      if (delegation) delegations.add(delegation.fileName)
    }
    after = page.value.next
  } while (after)
}

/** What can be taken out, each by the operation that the screens use: its roles, its masks and its ledger entry are the same. */
const kinds: Readonly<Record<string, Take>> = {
  permits: (call) => Promise.resolve({ ok: true, files: permitFiles(call) }),
  ledger: async (call) => {
    const told = await call('ledger.export', {})
    return told.ok ? { ok: true, files: one(told.value.fileName, told.value.content) } : told
  },
  trust: async (call) => {
    const told = await call('signing.trustFile', {})
    return told.ok ? { ok: true, files: one(told.value.fileName, told.value.content) } : told
  },
  'status-lists': async (call) => {
    const told = await call('permits.statusList', {})
    if (!told.ok) return told
    const { lists } = told.value
    return { ok: true, files: (async function* () { for (const { fileName, content } of lists) yield* one(fileName, content) })() }
  },
  dossiers: async (call) => {
    const told = await call('dossiers.exportList', {
      filter: { text: '', states: [], activityTypes: [], countyCode: null, fieldCode: null, filedFrom: null, filedTo: null }, format: 'csv',
      columns: exportColumns.map((id) => ({ id, title: exportTitles[id] })), words: exportSpoken,
    })
    return told.ok ? { ok: true, files: one(told.value.fileName, Buffer.from(told.value.contentBase64, 'base64')) } : told
  },
}

/** `mohr export WHAT`: what an office gives out, as files. */
export const exportFiles = command({
  name: 'export',
  usage: 'mohr export permits|ledger|trust|status-lists|dossiers --user NAME [--out DIR]',
  summary: 'مجوزهای امضاشده، دفتر رخدادها، فایل اعتماد، فهرست وضعیت یا CSV پرونده‌ها را در فایل می‌نویسد؛ هر کاربر تنها آنچه نقشش می‌بیند. فناوری اطلاعات: فایل اعتماد و فهرست وضعیت',
  flags: { ...officeFlags, out: { type: 'string' } },
  files: { least: 1, most: 1 },
  codes: { ...officeCodes, 1: 'نوشته نشد، یا نقش کاربر اجازه نمی‌دهد؛ فایل‌های پیش از آن سالم است', 2: 'چنین چیزی برای خروجی نیست' },
  run: (given, terminal) => {
    const [what = ''] = given.files
    const take = Object.hasOwn(kinds, what) ? kinds[what] : undefined
    if (!take) {
      terminal.err(`یکی از این‌ها را بنویسید: ${Object.keys(kinds).join('، ')}`)
      return Promise.resolve(exit.usage)
    }
    return withUser(given, terminal, async ({ call }) => {
      const written: string[] = []
      const fail = (failure: Failure): ReturnType<typeof codeOf> => {
        sayFailure(given, terminal, failure)
        return codeOf(failure)
      }
      const taken = await take(call)
      if (!taken.ok) return fail(taken.error)
      const folder = text(given, 'out') ?? '.'
      try {
        for await (const { name, content } of taken.files) {
          written.push(writeOut(folder, name, content))
        }
      } catch (error) {
        if (error instanceof Stopped) return fail(error.failure)
        throw error
      }
      terminal.out(wantsJson(given) ? JSON.stringify({ what, files: written }) : `${fa(written.length)} فایل در ${folder}`)
      return exit.done
    })
  },
})
