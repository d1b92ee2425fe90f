import { reactive } from 'vue'
import { scanLimits, type ScanDocument } from '#contract/documents'
import type { Failure } from '#contract'
import { call, useQuery } from '../api'
import { say } from '../shell'
import { words } from '../locale/documents'
import type { AttachKind, ChecklistLine } from './checklist-lines'
import { base64Of } from '../ui'
import { makeThumbnail } from './make-thumbnail'

/** What goes on at one line: files on their way, and the last refusal with the file it was about. */
export type LineWork = { done: number; total: number; refused: { file: string; failure: Failure } | null }

const tooLarge: Failure = { code: 'DOCUMENT_TOO_LARGE', ref: 'page' }
const unreadable: Failure = { code: 'DOCUMENT_DAMAGED', ref: 'page' }

/** A dossier's scans and the way files get onto its lines. A refused file changes nothing that is already here. */
export const useScans = (dossierId: () => string) => {
  const query = useQuery('documents.list', () => ({ dossierId: dossierId() }), ['dossier.changed'])
  const work = reactive(new Map<string, LineWork>())

  const send = async (file: File, kind: AttachKind, title: string, replaces: ScanDocument | null): Promise<Failure | null> => {
    // The door would only say that it is too much.
    if (file.size > scanLimits.fileBytes) return tooLarge
    try {
      const contentBase64 = await base64Of(file)
      const answer = await call('documents.attach', {
        dossierId: dossierId(), kind, title, contentBase64, thumbnailBase64: await makeThumbnail(file),
        replaces: replaces && { id: replaces.id, version: replaces.version },
      })
      return answer.ok ? null : answer.error
    } catch {
      return unreadable
    }
  }
  /** One file after another; the rest goes on when one is refused. */
  const attach = async (line: Pick<ChecklistLine, 'key' | 'name' | 'title'>, kind: AttachKind, files: readonly File[], replaces: ScanDocument | null = null): Promise<void> => {
    if (files.length === 0 || (work.get(line.key)?.total ?? 0) > 0) return
    work.set(line.key, { done: 0, total: files.length, refused: null })
    let refused: LineWork['refused'] = null
    for (const [i, file] of files.entries()) {
      const failure = await send(file, kind, line.title, i === 0 ? replaces : null)
      if (failure) refused = { file: file.name, failure }
      work.set(line.key, { done: i + 1, total: files.length, refused })
    }
    work.set(line.key, { done: 0, total: 0, refused })
    say(refused ? words.refused(line.name, refused.file) : words.attached(line.name))
    await query.reload()
  }
  return { ...query, work, attach }
}
