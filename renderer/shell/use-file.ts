import type { Ref, ShallowRef } from 'vue'
import type { Failure, InputOf, OperationName, OutputOf } from '#contract'
import { useSend } from '../api'
import { saveFile } from '../ui'
import { say } from './status-line'

type TextFile = { fileName: string; content: string }
type FileOperation = { [N in OperationName]: OutputOf<N> extends TextFile ? N : never }[OperationName]

/** An act whose answer is a text file: asked for, saved under its own name, and said. */
export const useFile = <N extends FileOperation>(name: N, saved: (fileName: string) => string, type?: string): {
  busy: Ref<boolean>; failure: ShallowRef<Failure | null>; save: (input: InputOf<N>) => Promise<void>
} => {
  const { busy, failure, send } = useSend(name)
  const save = async (input: InputOf<N>): Promise<void> => {
    const file: TextFile | null = await send(input)
    if (!file) return
    saveFile(file.fileName, file.content, type)
    say(saved(file.fileName))
  }
  return { busy, failure, save }
}
