import { RequestProblem } from '../problem'

/** @throws RequestProblem malformed unless it is a whole number; absent is 0. */
export const wholeNumber = (text: string | null): number => {
  if (text === null) return 0
  if (!/^\d{1,15}$/.test(text)) throw new RequestProblem('malformed')
  return Number(text)
}

/** Page size: what was asked for, within 1 and 1000; 500 when nothing was. */
export const pageLimit = (query: URLSearchParams): number => {
  const asked = query.get('limit')
  return asked === null ? 500 : Math.min(1000, Math.max(1, wholeNumber(asked)))
}
