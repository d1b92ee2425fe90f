/** JSON that carries what Electron's IPC carries: structured-clone values, tagged where JSON has no word for them. */
export type Wire = { encode(value: unknown): unknown; decode(value: unknown): unknown }

/**
 * Makes the coder. Its text also runs inside pages, so it closes over nothing.
 * Cyclic values are not carried; a function is refused with Electron's own words.
 */
export const makeWire = (): Wire => {
  type Tagged = { $: string; v?: unknown; n?: string; m?: string }
  const bytesToText = (bytes: Uint8Array): string => {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }
  const encodeObject = (value: object, open: Set<object>): unknown => {
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof Error) return { $: 'error', n: value.name, m: value.message }
    if (value instanceof ArrayBuffer) return { $: 'bytes', v: bytesToText(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) return { $: 'bytes', v: bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
    if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map((one: unknown) => walk(one, open))) }
    if (value instanceof Set) return { $: 'set', v: [...value].map((one: unknown) => walk(one, open)) }
    if (Array.isArray(value)) return value.map((one: unknown) => walk(one, open))
    const members = Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, walk(one, open)]))
    return '$' in members ? { $: 'object', v: members } : members
  }
  const walk = (value: unknown, open: Set<object>): unknown => {
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: String(value) }
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (typeof value === 'function' || typeof value === 'symbol' || value instanceof Promise) throw new Error('An object could not be cloned.')
    if (typeof value !== 'object' || value === null) return value
    if (open.has(value)) throw new Error('The stand-in carries no cyclic values.')
    open.add(value)
    const encoded = encodeObject(value, open)
    open.delete(value)
    return encoded
  }
  const untag = ({ $, v, n, m }: Tagged): unknown => {
    switch ($) {
      case 'undefined': return undefined
      case 'number': return Number(v)
      case 'bigint': return BigInt(v as string)
      case 'date': return new Date(v as number)
      case 'error': return Object.assign(new Error(m), { name: n })
      case 'bytes': return Uint8Array.from(atob(v as string), (char) => char.charCodeAt(0))
      case 'map': return new Map((v as [unknown, unknown][]).map(([key, one]) => [decode(key), decode(one)]))
      case 'set': return new Set((v as unknown[]).map(decode))
      default: return plain(v as object)
    }
  }
  const plain = (value: object): unknown => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one)]))
  const decode = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(decode)
    return '$' in value ? untag(value as Tagged) : plain(value)
  }
  return { encode: (value) => walk(value, new Set()), decode }
}

export const wire = makeWire()
