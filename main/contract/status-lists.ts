import { noInput, operation, shape } from './define'

/** A published status list as the file that banks keep (docs/formats/status-list.md). */
export type StatusListFile = {
  list: string
  fileName: string
  /** The signed list, one line. */
  content: string
  /** What it says was so at this instant, and may be relied on until the second. */
  asOf: string
  freshUntil: string
  digest: string
}

export const statusListOperations = {
  /** Every list of this office as files; one that is not there yet or is past half of its time is published anew first. */
  statusList: operation({
    kind: 'write', access: ['director', 'expert', 'clerk', 'system_manager', 'it'], input: noInput, output: shape<{ lists: StatusListFile[] }>(),
    errors: ['SEAL_KEY_ABSENT'],
  }),
} as const
