import type { Ref, ShallowRef } from 'vue'
import type { Failure } from '#contract'
import { useSend } from '../api'
import { useSession } from '../session'
import { bytesOf, saveFile } from '../ui'
import { openPdf } from './open-pdf'

export type LetterPrint = { busy: Ref<boolean>; failure: ShallowRef<Failure | null>; print: (id: string) => Promise<void> }

/** Prints one letter: on paper where the host has the system's dialog, else as a PDF that is shown and saved. */
export const useLetterPrint = (operation: 'papers.printAward' | 'papers.printReferral'): LetterPrint => {
  const session = useSession()
  const { busy, failure, send } = useSend(operation)
  return {
    busy, failure,
    print: async (id) => {
      const printed = await send({ id, as: session.can('nativePrint') ? 'printer' : 'sheets' })
      if (!printed?.file) return
      openPdf(printed.file.base64)
      saveFile(printed.file.name, bytesOf(printed.file.base64), printed.file.type)
    },
  }
}
