import type { InputOf, OperationName, OutputOf, Role } from '#contract'
import type { Connection } from '../connection'
import { trainingUsers } from '../training-staff'

/** A step was refused: which operation, with which code. The run stops there; what was done stays done. */
export class StepRefused extends Error {
  override name = 'StepRefused'
  constructor(
    readonly operation: string,
    readonly code: string,
    readonly fields: readonly { field: string; reason: string }[],
  ) {
    super(`${operation}: ${code}${fields.map((f) => ` ${f.field}=${f.reason}`).join('')}`)
  }
}

/** One signed-in person of a training office; calls go through the same door as a screen's. */
export type Seat = {
  passphrase: string
  call<N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
}

export type Desk = Record<'director' | 'expert' | 'clerk' | 'manager' | 'it', Seat> & { close(): void }

const seatOf = (connection: Connection, passphrase: string): Seat => ({
  passphrase,
  call: async <N extends OperationName>(name: N, input: InputOf<N>) => {
    const result = await connection.call(name, input)
    if (!result.ok) throw new StepRefused(name, result.error.code, result.error.fields ?? [])
    // The door answers an operation with that operation's output.
    return result.value as OutputOf<N>
  },
})

/** Signs those of a training office's invented users who act in, each on a connection of its own. */
export const openDesk = async (connect: () => Connection): Promise<Desk> => {
  const connections: Connection[] = []
  const seat = async (role: Role): Promise<Seat> => {
    const user = trainingUsers.find((u) => u.role === role)
    if (!user) throw new Error(`no training user for ${role}`)
    const connection = connect()
    connections.push(connection)
    const taken = seatOf(connection, user.passphrase)
    await taken.call('staff.signIn', { username: user.username, passphrase: user.passphrase })
    return taken
  }
  return {
    director: await seat('director'), expert: await seat('expert'), clerk: await seat('clerk'),
    manager: await seat('system_manager'), it: await seat('it'),
    close: () => {
      for (const connection of connections) connection.close()
    },
  }
}
