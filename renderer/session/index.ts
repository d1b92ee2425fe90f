export { noteActivity } from './note-activity'
export { onOtherPerson } from './per-person'
export { useSession } from './session-store'
