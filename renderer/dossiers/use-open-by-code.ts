import { useRouter } from 'vue-router'
import { call } from '../api'
import { useListMemory } from './list-memory'

/** Opens the dossier of a tracking code; where it cannot be read, the list searched for that code says why. */
export const useOpenByCode = (): (trackingCode: string) => Promise<void> => {
  const router = useRouter()
  const memory = useListMemory()
  return async (trackingCode) => {
    const answer = await call('dossiers.find', { text: trackingCode, limit: 2 })
    const found = answer.ok ? answer.value.items.find((item) => item.trackingCode === trackingCode) : undefined
    if (!found) {
      memory.text = trackingCode
      memory.typed.state = ''
    }
    await router.push(found ? `/dossiers/${found.id}` : '/dossiers')
  }
}
