import type { Writer } from '../handle'

/** A database whose program dies: from statement `at` on nothing is executed any more, whatever a `finally` may try. */
export const dyingDb = (db: Writer, at: number, die: () => never): { db: Writer; count: () => number } => {
  let executed = 0
  const step = (): void => {
    executed += 1
    if (executed >= at) die()
  }
  const wrapStatement = (statement: object): object => new Proxy(statement, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...values: unknown[]): unknown => {
        if (name === 'run' || name === 'get' || name === 'all') step()
        const result: unknown = member.apply(target, values)
        return result === target ? wrapStatement(target) : result
      }
    },
  })
  const proxy = new Proxy(db, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...values: unknown[]): unknown => {
        const result: unknown = member.apply(target, values)
        return name === 'prepare' ? wrapStatement(result as object) : result
      }
    },
  })
  return { db: proxy, count: () => executed }
}
