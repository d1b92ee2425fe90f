import { expect, test } from 'vitest'
import { contentPolicy } from '#main/shells/host/headers'
import { pageFilesIn } from '#main/shells/host/page-files'
import { newPage } from '#main/shells/testing/served-page'
import { answer } from './protocol'
import { protocol } from './testing/electron-mock'
import { registerScheme } from './protocol'

const files = pageFilesIn(newPage())
const ask = (url: string, method = 'GET') => answer(files, { url, method })

test('EL 7: the page and its files come with the policy', async () => {
  const index = await ask('app://bundle/')
  expect(index.status).toBe(200)
  expect(index.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(index.headers.get('content-security-policy')).toBe(contentPolicy)
  expect((await ask('app://bundle/assets/index.js?v=1#x')).status).toBe(200)
})

test.each([
  'app://bundle/../secret.js', 'app://bundle/..%2fsecret.js', 'app://bundle/%2e%2e%2fsecret.js', 'app://bundle/..%5csecret.js',
  'app://bundle/assets/../../secret.js', 'app://other/index.html', 'app://bundle.evil/', 'file:///etc/passwd', 'https://bundle/', 'nonsense',
])('EL 18: %s is not there, and says so under the policy', async (url) => {
  const { status, headers } = await ask(url)
  expect({ status, policy: headers.get('content-security-policy') }).toEqual({ status: 404, policy: contentPolicy })
})

test('only GET', async () => {
  expect((await ask('app://bundle/', 'POST')).status).toBe(405)
})

test('app:// is a standard, secure scheme and may not pass the policy by', () => {
  registerScheme()
  expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledExactlyOnceWith([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
})
