/** Pushes from the core to whoever is connected. Payloads are plain data. */
export type Events = {
  'office.changed': Record<string, never>
  'dossier.changed': { dossierId: string }
  'enquiry.changed': Record<string, never>
  'import.progress': { done: number; total: number }
  'sign.progress': { done: number; total: number }
  'sync.progress': { stage: 'handshake' | 'push' | 'pull' | 'receipts'; done: number; total: number; bytes: number }
  'sync.finished': { exitCode: number }
}
export type EventName = keyof Events
export const eventNames = [
  'office.changed', 'dossier.changed', 'enquiry.changed', 'import.progress', 'sign.progress', 'sync.progress', 'sync.finished',
] as const satisfies readonly EventName[]
