import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder'

const place = (): string => mkdtempSync(join(tmpdir(), 'mohr-folder-'))

test('folders are made one in the other, for this user only, and a second time changes nothing', () => {
  const deep = join(place(), 'a/b/پروندهٔ اداره')
  makeFolder(deep)
  makeFolder(deep)
  expect(statSync(deep).mode & 0o777).toBe(0o700)
})

test('a file in the way is an error and stays', () => {
  const at = place()
  writeFileSync(join(at, 'file'), 'x')
  expect(() => { makeFolder(join(at, 'file/deep')) }).toThrow()
  expect(() => { makeFolder(join(at, 'file')) }).toThrow()
  expect(readdirSync(at)).toEqual(['file'])
})

test.runIf(process.platform === 'linux')('where the system makes no folders it says so at once', () => {
  expect(() => { makeFolder('/proc/mohr/deep') }).toThrow(/ENOENT|EACCES|EPERM|EROFS/)
  expect(() => { makeFolder('/dev/null/mohr') }).toThrow(/ENOTDIR|EEXIST/)
})
