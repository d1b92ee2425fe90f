import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { hashCode } from '#registry/server/routes/identify'
import { startRegistry, type RunningRegistry } from '#registry/server/start-registry'
import { borderCases } from './border-cases'
import { operationCases, type Target } from './cases'

let registry: RunningRegistry
let target: Target
beforeAll(async () => {
  registry = await startRegistry({ db: join(mkdtempSync(join(tmpdir(), 'mohr-conf-')), 'r.db'), port: 0, controlPort: 0, training: true })
  let issued = 0
  target = {
    url: registry.url,
    enrolCode: async (unit) => {
      const code = `CODE-${(issued += 1)}-ABCDEF`
      await registry.store.addEnrolCode(hashCode(code), unit === 'one' ? '0600' : '0700')
      return code
    },
  }
})
afterAll(() => registry.close())

test.each([...operationCases, ...borderCases])('conformance: $name', ({ run }) => run(target))
