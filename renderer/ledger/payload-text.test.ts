import { describe, expect, it } from 'vitest'
import { payloadText } from './payload-text'

describe('an entry as it is read', () => {
  it('indents stored JSON and leaves anything else as it is', () => {
    expect(payloadText('{"a":{"b":"ب"}}')).toBe('{\n  "a": {\n    "b": "ب"\n  }\n}')
    expect(payloadText('{"a":')).toBe('{"a":')
  })
})
