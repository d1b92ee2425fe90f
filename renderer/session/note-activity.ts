import { call } from '../api'

/** The core counts minutes; more often than this it need not know. */
const every = 30_000

/** Tells the core that somebody sits here, for as long as the page lives and a person is signed in. */
export const noteActivity = (isSignedIn: () => boolean): void => {
  let told = Date.now()
  const touched = (): void => {
    if (!isSignedIn() || Date.now() - told < every) return
    told = Date.now()
    void call('staff.noteActivity')
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const) window.addEventListener(event, touched, { capture: true, passive: true })
}
