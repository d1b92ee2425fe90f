/** Nothing of ours is nested deeper than four. */
const deepest = 8

class NotCanonical extends Error {}

/** A string of plain characters, the common case: no escape in it. */
const plainEnd = /["\\]/g

class Reader {
  private at = 0
  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.value(0)
    if (this.at !== this.text.length) throw new NotCanonical()
    return value
  }

  private value(depth: number): unknown {
    if (depth > deepest) throw new NotCanonical()
    switch (this.text[this.at]) {
      case '{': return this.object(depth)
      case '[': return this.array(depth)
      case '"': return this.string()
      case 't': return this.word('true', true)
      case 'f': return this.word('false', false)
      case 'n': return this.word('null', null)
      default: return this.number()
    }
  }

  private take(character: string): boolean {
    const found = this.text[this.at] === character
    if (found) this.at += 1
    return found
  }

  private need(character: string): void {
    if (!this.take(character)) throw new NotCanonical()
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw new NotCanonical()
    this.at += word.length
    return value
  }

  private object(depth: number): object {
    const members: [string, unknown][] = []
    this.need('{')
    if (this.take('}')) return {}
    let before: string | null = null
    do {
      const name = this.string()
      // RFC 8785 §3.2.3: by UTF-16 code unit. Strictly rising, so no member can stand twice.
      if (before !== null && name <= before) throw new NotCanonical()
      before = name
      this.need(':')
      members.push([name, this.value(depth + 1)])
    } while (this.take(','))
    this.need('}')
    return Object.fromEntries(members)
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = []
    this.need('[')
    if (this.take(']')) return items
    do items.push(this.value(depth + 1))
    while (this.take(','))
    this.need(']')
    return items
  }

  private string(): string {
    if (this.text[this.at] !== '"') throw new NotCanonical()
    const from = this.at
    let end = from + 1
    for (;;) {
      plainEnd.lastIndex = end
      const found = plainEnd.exec(this.text)
      if (!found) throw new NotCanonical()
      end = found.index + 1
      if (found[0] === '"') break
      end += 1
    }
    this.at = end
    return spelled<string>(this.text.slice(from, end))
  }

  private number(): number {
    const from = this.at
    while (/[-+.\deE]/.test(this.text[this.at] ?? '')) this.at += 1
    return spelled<number>(this.text.slice(from, this.at))
  }
}

/** One string or number in its only spelling; `JSON.parse` never sees an object, so it has nothing to overwrite. */
const spelled = <T extends string | number>(written: string): T => {
  const value = JSON.parse(written) as T
  if (JSON.stringify(value) !== written || (typeof value === 'string' && !value.isWellFormed())) throw new NotCanonical()
  return value
}

/** Members in order at every depth, and no deeper than is read. */
const inOrder = (value: unknown, depth: number): boolean => {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= deepest) return false
  if (Array.isArray(value)) return value.every((one) => inOrder(one, depth + 1))
  let before: string | null = null
  for (const [name, one] of Object.entries(value)) {
    if ((before !== null && name <= before) || !inOrder(one, depth + 1)) return false
    before = name
  }
  return true
}

/**
 * The common case: a text that the engine's own writer gives back unchanged has one spelling, no space and no member twice.
 * It only ever says yes; whatever else there is (a lone surrogate is written back unchanged too) the reader above judges.
 */
const quickly = (text: string): { value: unknown } | null => {
  if (text.includes('\\ud')) return null
  try {
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value) === text && inOrder(value, 0) ? { value } : null
  } catch {
    return null
  }
}

/**
 * Reads a text that must be its own canonical form (RFC 8785): no space, members in order and none twice, one spelling of
 * every string and number. What is not that is refused before any general parser reads it.
 */
export const readCanonical = (text: string): { value: unknown } | null => {
  const quick = quickly(text)
  if (quick) return quick
  try {
    return { value: new Reader(text).whole() }
  } catch {
    return null
  }
}
