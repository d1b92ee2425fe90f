import { expect, test } from 'vitest'
import { messages, type GatewayView } from '#contract/messages'
import { formOf, inputOf } from './gateway-form'

const empty: GatewayView = { version: 0, kind: 'registry', http: null, secretSet: false, waiting: 0 }

test('an office that leaves sending to the registry sends no half-filled service along', () => {
  expect(inputOf(formOf(empty), empty)).toEqual({ version: 0, kind: 'registry', http: null, secret: null })
})

test('what is shown and saved again unchanged is what was stored; the secret stays where it is', () => {
  const form = { ...formOf(empty), kind: 'http' as const, url: 'https://sms.example.ir/send', secret: 'k' }
  form.headers.push({ name: '', value: ' ' }, { name: 'x-key', value: '{secret}' })
  const first = inputOf(form, empty)
  expect(first).toMatchObject({ secret: 'k', http: { headers: [{ name: 'x-key', value: '{secret}' }], timeoutSeconds: 15 } })
  expect(messages.saveGateway.input.safeParse(first).success).toBe(true)
  const view: GatewayView = { ...empty, version: 1, kind: 'http', http: first.http, secretSet: true }
  expect(inputOf(formOf(view), view)).toEqual({ version: 1, kind: 'http', http: first.http, secret: null })
})
