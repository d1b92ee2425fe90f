import { expect, test } from 'vitest'
import { gridLines, movedIndex } from './grid-rows'

test('a heading stands before the first row of each group and counts it', () => {
  const lines = gridLines(['a1', 'a2', 'b1'], (row) => row, (row) => row[0]!)
  expect(lines.map((line) => (line.kind === 'group' ? `${line.group}:${line.count}` : line.row))).toEqual(['a:2', 'a1', 'a2', 'b:1', 'b1'])
})
test('movement keys stop at the ends; letters go by their place on the keyboard', () => {
  const key = (name: string, code = ''): { key: string; code: string } => ({ key: name, code })
  expect([movedIndex(key('ت', 'KeyJ'), 0, 3, 10), movedIndex(key('ArrowUp'), 0, 3, 10), movedIndex(key('PageDown'), 0, 3, 10), movedIndex(key('a', 'KeyA'), 0, 3, 10)])
    .toEqual([1, 0, 2, null])
})
