import { Fault } from '../fault'

/** With what Fault work is refused: its code and details; `none` when it is done. Anything else that it throws is thrown on. */
export const faultOf = async (work: () => unknown): Promise<[code: string, details: Fault['details']] | 'none'> => {
  try {
    await work()
    return 'none'
  } catch (error) {
    if (error instanceof Fault) return [error.code, error.details]
    throw error
  }
}

/** The code alone; `none` when it is done. */
export const codeOf = async (work: () => unknown): Promise<string> => {
  const fault = await faultOf(work)
  return fault === 'none' ? fault : fault[0]
}
