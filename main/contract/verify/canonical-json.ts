/** Nothing of ours is nested deeper than four. */
const deepest = 8

class NotCanonical extends Error {}

/** What no string may hold as it stands, and where an escape begins. */
const unplain = /[\\\u0000-\u001f]/
/** The end of a string in a text with escapes. */
const plainEnd = /["\\]/g
/** `"`, `,`, `:`, `}` and `]`. */
const [quote, comma, colon, endOfObject, endOfArray] = [0x22, 0x2c, 0x3a, 0x7d, 0x5d] as const

class Reader {
  private at = 0
  /** Without an escape anywhere, a string is what stands between two quotation marks. */
  private readonly plain: boolean

  constructor(private readonly text: string) {
    this.plain = !unplain.test(text) && text.isWellFormed()
  }

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

  private take(code: number): boolean {
    const found = this.text.charCodeAt(this.at) === code
    if (found) this.at += 1
    return found
  }

  private need(code: number): void {
    if (!this.take(code)) throw new NotCanonical()
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw new NotCanonical()
    this.at += word.length
    return value
  }

  private object(depth: number): object {
    const members: Record<string, unknown> = {}
    this.at += 1
    if (this.take(endOfObject)) return members
    let before: string | null = null
    do {
      const name = this.string()
      // RFC 8785 §3.2.3: by UTF-16 code unit. Strictly rising, so no member can stand twice.
      if (before !== null && name <= before) throw new NotCanonical()
      before = name
      this.need(colon)
      const value = this.value(depth + 1)
      if (name === '__proto__') Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true })
      else members[name] = value
    } while (this.take(comma))
    this.need(endOfObject)
    return members
  }

  private array(depth: number): unknown[] {
    const items: unknown[] = []
    this.at += 1
    if (this.take(endOfArray)) return items
    do items.push(this.value(depth + 1))
    while (this.take(comma))
    this.need(endOfArray)
    return items
  }

  private string(): string {
    const from = this.at
    this.need(quote)
    if (this.plain) {
      const end = this.text.indexOf('"', this.at)
      if (end < 0) throw new NotCanonical()
      this.at = end + 1
      return this.text.slice(from + 1, end)
    }
    let end = this.at
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

/**
 * Reads a text that must be its own canonical form (RFC 8785): no space, members in order and none twice, one spelling of
 * every string and number. What is not that is refused before any general parser reads it.
 */
export const readCanonical = (text: string): { value: unknown } | null => {
  try {
    return { value: new Reader(text).whole() }
  } catch {
    return null
  }
}
