import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf } from './command-line'

test.each([
  [['Mohr.exe'], 1, null],
  [['Mohr.exe', 'nightly', '--user', 'it'], 1, ['nightly', '--user', 'it']],
  [['electron', '/app', 'sync', '--json'], 2, ['sync', '--json']],
  [['electron', '/app'], 2, null],
  [['mohr', '--no-sandbox', '--ozone-platform=headless', 'check', '--home', '/srv/mohr'], 1, ['check', '--home', '/srv/mohr']],
  [['mohr', '--allow-file-access-from-files', '--updated'], 1, null],
  [['mohr', '--help'], 1, ['--help']],
  [['mohr', '-h'], 1, ['-h']],
  [['mohr', 'no-such-thing'], 1, ['no-such-thing']],
  [['mohr', 'app://bundle/'], 1, null],
])('%j is %j', (argv, own, expected) => {
  expect(commandOf(argv, own)).toEqual(expected)
})

test('switches before a word never change the command, and switches alone never are one', () => {
  const flag = fc.stringMatching(/^--[a-z]{2,12}(=[a-z0-9]{1,8})?$/).filter((text) => text !== '--help')
  fc.assert(fc.property(fc.array(flag), fc.array(fc.string()), (flags, rest) => {
    expect(commandOf(['mohr', ...flags, 'sync', ...rest], 1)).toEqual(['sync', ...rest])
    expect(commandOf(['mohr', ...flags], 1)).toBeNull()
  }))
})
