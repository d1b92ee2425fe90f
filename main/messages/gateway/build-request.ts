import type { HttpGateway } from '#contract/messages'

export type Outgoing = { mobile: string; text: string; key: string }
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

/** One message as the request that the settings describe. Values are put in as values: no text can become structure. */
export const buildRequest = (http: HttpGateway, secret: string, { mobile, text, key }: Outgoing): GatewayRequest => {
  const values: Readonly<Record<string, string>> = { mobile, mobile98: mobile.replace(/^0/, '98'), text, id: key, secret }
  const filled = (template: string): string => template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole))
  const fields = http.fields.map(({ name, value }) => ({ name, value: filled(value) }))
  const nested: Nested = {}
  if (http.bodyType === 'json') for (const { name, value } of fields) put(nested, name, value)
  return {
    url: http.url.replaceAll('{secret}', () => encodeURIComponent(secret)),
    headers: {
      ...Object.fromEntries(http.headers.map(({ name, value }) => [name, filled(value)])),
      'content-type': http.bodyType === 'json' ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded; charset=utf-8',
      accept: 'application/json, text/plain;q=0.5', 'idempotency-key': key, 'user-agent': 'mohr', 'accept-encoding': 'identity',
    },
    body: http.bodyType === 'json' ? JSON.stringify(nested) : new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value])).toString(),
  }
}
