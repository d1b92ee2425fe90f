import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Events, Failure } from '#contract'
import type { ExitCode } from '#contract/registry'
import { call, on } from '../api'
import { exitWords } from '../locale/delivery'
import { words } from '../locale/registry'
import { say } from '../shell'

export type SyncProgress = Events['sync.progress']

const isExitCode = (code: number): code is ExitCode => Object.hasOwn(exitWords, code)

/** A run under way and its last failure; it goes on when one leaves the screen. */
export const useSync = defineStore('sync', () => {
  const busy = ref(false)
  const progress = shallowRef<SyncProgress | null>(null)
  const failure = shallowRef<Failure | null>(null)
  let spokenAt = 0

  on('sync.progress', (now) => {
    progress.value = now
    if (Date.now() - spokenAt < 5000) return
    spokenAt = Date.now()
    say(words.stageDoing[now.stage])
  })
  on('sync.finished', ({ exitCode }) => {
    // Of a run that was begun here its own answer tells.
    if (exitCode === null && busy.value) return
    progress.value = null
    if (exitCode !== null && isExitCode(exitCode)) say(words.finishedSay(exitWords[exitCode].title))
  })

  const run = async (): Promise<void> => {
    if (busy.value) return
    busy.value = true
    progress.value = { stage: 'handshake', done: 0, total: 0, bytes: 0 }
    const answer = await call('registry.sync')
    busy.value = false
    progress.value = null
    failure.value = answer.ok ? null : answer.error
  }
  return { busy, progress, failure, run }
})
