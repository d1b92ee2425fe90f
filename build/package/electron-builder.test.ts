import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const config = parse(readFileSync(resolve(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown> & {
  files: string[]
  linux: { files: string[] }
  win: { files: string[] }
  electronFuses: Record<string, boolean>
}

test('the configuration is one that electron-builder accepts', () => {
  const schema = JSON.parse(readFileSync(resolve(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8')) as object
  const validate = new Ajv({ allErrors: true, strict: false, logger: false }).compile(schema)
  validate(config)
  expect(validate.errors ?? []).toEqual([])
})

test.each(['linux', 'win'] as const)('%s repeats every pattern and adds only its own database module', (platform) => {
  const module = platform === 'win' ? 'win32' : 'linux'
  expect(config[platform].files).toEqual([...config.files, `!node_modules/better-sqlite3/prebuilds/!(${module}-\${arch}).node`])
})

test('EL 19: the fuses are set', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  })
})
