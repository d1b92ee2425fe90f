import { onMounted, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { call } from '../api'
import { say } from '../shell'
import { scratchWords as words } from '../locale/intake'
import { useIntake } from './intake-store'
import { readScratch, scratchContent, type ScratchForm } from './scratch-content'

/** While one types, what stands only on screen is written down at least this often. */
const every = 1500
const prefix = 'intake:'

export type Unfinished = { form: string; at: string; kept: ScratchForm }

/**
 * Keeps the intake form against a crash: written to the encrypted file as one types and on leaving a field, taken away once the
 * core holds it all. Forms that were left are offered, never put back unasked and never lost by opening another.
 */
export const useScratch = (): {
  offers: ShallowRef<Unfinished[]>
  keptAt: Ref<string>
  failed: Ref<boolean>
  keep: () => Promise<void>
  drop: (form: string) => Promise<void>
  dropOwn: () => Promise<void>
  putBack: (one: Unfinished) => Promise<void>
} => {
  const intake = useIntake()
  const offers = shallowRef<Unfinished[]>([])
  const keptAt = ref('')
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const ownForm = (): string => `${prefix}${intake.formId}`
  const current = (): string => scratchContent({
    person: intake.person, entity: intake.entity, answers: intake.answers, plan: intake.plan,
    dossier: intake.dossier && { id: intake.dossier.id, trackingCode: intake.dossier.trackingCode },
  })

  /** Writes what is unsaved, or takes away what has been saved meanwhile. */
  const keep = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const form = ownForm()
    if (!intake.dirty) {
      if (intake.written !== '') await forget(form)
      return
    }
    const content = current()
    if (intake.written === content) return
    const answer = await call('dossiers.saveScratch', { form, content })
    failed.value = !answer.ok
    if (!answer.ok || form !== ownForm()) return
    intake.written = content
    keptAt.value = answer.value.at
  }
  const forget = async (form: string): Promise<void> => {
    await call('dossiers.dropScratch', { form })
    if (form !== ownForm()) return
    intake.written = ''
    keptAt.value = ''
  }

  const stop = watch(() => [intake.person, intake.entity, intake.answers, intake.plan, intake.dossier, intake.filed], () => {
    timer ??= setTimeout(() => { void keep() }, every)
  }, { deep: true })
  const left = (): void => { if (timer) void keep() }
  document.addEventListener('focusout', left)
  window.addEventListener('pagehide', left)

  const load = async (): Promise<void> => {
    const answer = await call('dossiers.scratches')
    if (!answer.ok) return
    offers.value = answer.value.items.filter((item) => item.form.startsWith(prefix) && item.form !== ownForm())
      .flatMap(({ form, at, content }) => {
        const kept = readScratch(content)
        return kept ? [{ form, at, kept }] : []
      })
  }
  onMounted(load)
  watch(() => intake.formId, load)
  onScopeDispose(() => {
    stop()
    document.removeEventListener('focusout', left)
    window.removeEventListener('pagehide', left)
    void keep()
  })

  const drop = async (form: string): Promise<void> => {
    await forget(form)
    offers.value = offers.value.filter((one) => one.form !== form)
  }
  const putBack = async (one: Unfinished): Promise<void> => {
    await keep()
    const answer = one.kept.dossier ? await call('dossiers.read', { id: one.kept.dossier.id }) : null
    if (answer && !answer.ok) return
    const draft = answer?.value ?? null
    if (draft && draft.state !== 'draft' && draft.state !== 'awaiting_correction') {
      await drop(one.form)
      say(words.gone)
      return
    }
    intake.restore(one.kept, draft, one.form.slice(prefix.length))
    intake.written = current()
    await load()
    say(words.restored)
  }
  return { offers, keptAt, failed, keep, drop, dropOwn: () => forget(ownForm()), putBack }
}
