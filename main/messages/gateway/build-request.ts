import type { HttpGateway } from '#contract/messages'

export type Outgoing = { mobile: string; text: string; key: string }
export type GatewayQuestion = { url: string; headers: Record<string, string> }
export type GatewayRequest = { url: string; headers: Record<string, string>; body: string }

type Nested = { [name: string]: string | string[] | Nested }

const put = (body: Nested, name: string, value: string): void => {
  const list = name.endsWith('[]')
  const steps = name.replace('[]', '').split('.')
  const last = steps.pop() ?? ''
  let at = body
  for (const step of steps) {
    const inner = at[step]
    const deeper: Nested = typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
    at[step] = deeper
    at = deeper
  }
  at[last] = list ? [value] : value
}

type Values = Readonly<Record<string, string>>
const filled = (template: string, values: Values): string => template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole))
const headersOf = (http: HttpGateway, values: Values): Record<string, string> => ({
  ...Object.fromEntries(http.headers.map(({ name, value }) => [name, filled(value, values)])),
  accept: 'application/json, text/plain;q=0.5', 'user-agent': 'mohr', 'accept-encoding': 'identity',
})

/** What became of a message, as the question that the settings describe; `ref` is the service's own number of it. */
export const buildQuestion = (http: HttpGateway, url: string, secret: string, { key, ref }: { key: string; ref: string }): GatewayQuestion => {
  const values = { id: key, ref, secret }
  const encoded = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]))
  return { url: filled(url, encoded), headers: headersOf(http, { id: key, secret }) }
}

/** One message as the request that the settings describe. Values are put in as values: no text can become structure. */
export const buildRequest = (http: HttpGateway, secret: string, { mobile, text, key }: Outgoing): GatewayRequest => {
  const values: Values = { mobile, mobile98: mobile.replace(/^0/, '98'), text, id: key, secret }
  const fields = http.fields.map(({ name, value }) => ({ name, value: filled(value, values) }))
  const nested: Nested = {}
  if (http.bodyType === 'json') for (const { name, value } of fields) put(nested, name, value)
  return {
    url: http.url.replaceAll('{secret}', () => encodeURIComponent(secret)),
    headers: {
      ...headersOf(http, values), 'idempotency-key': key,
      'content-type': http.bodyType === 'json' ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded; charset=utf-8',
    },
    body: http.bodyType === 'json' ? JSON.stringify(nested) : new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString(),
  }
}
