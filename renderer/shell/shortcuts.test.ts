import { expect, test } from 'vitest'
import { pressedKeys } from './shortcuts'

const press = (key: string, code: string, held: { ctrl?: boolean; shift?: boolean; alt?: boolean } = {}): string =>
  pressedKeys({ key, code, ctrlKey: held.ctrl ?? false, metaKey: false, altKey: held.alt ?? false, shiftKey: held.shift ?? false })

test('keys are named as they are taught, on the Persian layout too', () => {
  expect(press('ن', 'KeyK', { ctrl: true })).toBe('Ctrl K')
  expect(press('Enter', 'Enter', { ctrl: true })).toBe('Ctrl Enter')
  expect(press('F6', 'F6', { shift: true })).toBe('Shift F6')
  expect(press('?', 'Slash', { shift: true })).toBe('?')
})
test('a bare letter is never a global shortcut', () => {
  expect(press('a', 'KeyA')).toBe('')
})
