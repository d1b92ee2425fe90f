import { afterEach, expect, test } from 'vitest'
import { startProxy } from '#main/network/testing/connect-proxy'
import { newAuthority } from '#main/network/testing/private-authority'
import { startSmsService } from '../testing/sms-service'
import { openHttpGateway } from './http-gateway'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

test('security row 12: a message goes through the machine’s proxy and under its authority; a stranger behind the same proxy gets none', async () => {
  const authority = newAuthority()
  const sms = await startSmsService(authority.issue('sms.example.ir'))
  const proxy = await startProxy()
  closers.push(sms.close, proxy.close)
  const url = sms.url.replace('127.0.0.1', 'sms.example.ir')
  const send = async (ca: string[]) => {
    const gateway = openHttpGateway(
      { url: `${url}/send`, headers: [], bodyType: 'json', fields: [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }], successPath: '', successValue: '', timeoutSeconds: 5, caPem: null, repeatable: false, report: null },
      '', { config: { proxy: { url: proxy.url, noProxy: [] }, ca, pins: {} }, credentials: null },
    )
    try {
      return (await gateway.send({ mobile: '09161234567', text: 'x', key: 'k' })).kind
    } finally {
      gateway.close()
    }
  }
  expect(await send([])).toBe('tls')
  expect(sms.asked).toEqual([])
  expect(await send([authority.caPem])).not.toBe('tls')
  expect(sms.asked).toHaveLength(1)
})
