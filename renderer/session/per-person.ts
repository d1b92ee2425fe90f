import { watch } from 'vue'
import { useSession } from './session-store'

/** Runs when another person signs in on the same page: what the last one typed or searched is not theirs to see. */
export const onOtherPerson = (forget: () => void): void => {
  const session = useSession()
  let owner = session.me?.username ?? ''
  watch(() => session.me?.username, (username) => {
    if (!username) return
    if (owner !== '' && username !== owner) forget()
    owner = username
  })
}
