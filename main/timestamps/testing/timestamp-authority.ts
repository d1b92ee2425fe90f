import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const openssl = (folder: string, ...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })

export const policy = '1.3.6.1.4.1.99999.3.1'

const config = `
[tsa]
default_tsa = tsa_one
[tsa_one]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = ${policy}
other_policies = ${policy}.9
digests = sha256, sha512
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
ess_cert_id_chain = yes
certs = chain.pem
tsa_name = yes
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa_cert]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[no_purpose]
keyUsage = critical, digitalSignature
[soft_purpose]
extendedKeyUsage = timeStamping
[two_purposes]
extendedKeyUsage = critical, timeStamping, codeSigning
[encrypting]
keyUsage = critical, keyEncipherment
extendedKeyUsage = critical, timeStamping
[no_ca]
basicConstraints = critical, CA:FALSE
`

type Issue = { section: string; by: string; subject: string; days?: number; key?: 'ec' | 'rsa' | 'small' }

/** A folder in which the real openssl is a certificate authority with an issuing one below it, and a timestamp authority. */
export const makeAuthority = (key: 'ec' | 'rsa' = 'ec'): { folder: string; rootPem: string; issue: (name: string, issue: Issue) => void; read: (file: string) => string } => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-tsa-'))
  writeFileSync(join(folder, 'openssl.cnf'), config)
  writeFileSync(join(folder, 'serial'), '01\n')
  const newKey = (name: string, kind: 'ec' | 'rsa' | 'small'): void => {
    const how = kind === 'ec' ? ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['RSA', '-pkeyopt', `rsa_keygen_bits:${kind === 'rsa' ? 2048 : 1024}`]
    openssl(folder, 'genpkey', '-algorithm', ...how, '-out', `${name}.key`)
  }
  newKey('root', 'ec')
  openssl(folder, 'req', '-x509', '-new', '-config', 'openssl.cnf', '-extensions', 'root', '-key', 'root.key', '-subj', '/CN=Test Root/C=IR', '-days', '3650', '-out', 'root.pem')
  const issue = (name: string, { section, by, subject, days = 365, key: kind = 'ec' }: Issue): void => {
    newKey(name, kind)
    openssl(folder, 'req', '-new', '-config', 'openssl.cnf', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`)
    openssl(folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', String(days),
      '-extfile', 'openssl.cnf', '-extensions', section, '-out', `${name}.pem`)
  }
  issue('middle', { section: 'middle', by: 'root', subject: '/CN=Test Issuer/C=IR' })
  issue('tsa', { section: 'tsa_cert', by: 'middle', subject: '/CN=Test TSA/O=Time Office/C=IR', key })
  writeFileSync(join(folder, 'chain.pem'), readFileSync(join(folder, 'middle.pem')))
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  return { folder, rootPem: read('root.pem'), issue, read }
}

let files = 0

/** Its file of serial numbers bears one at a time. */
let queue: Promise<unknown> = Promise.resolve()

/** `openssl ts -reply` over a query. */
export const reply = (folder: string, query: Buffer): Promise<Buffer> => {
  const mine = queue.then(() => replyTo(folder, query))
  queue = mine.catch(() => undefined)
  return mine
}

const replyTo = async (folder: string, query: Buffer): Promise<Buffer> => {
  const name = `q${(files += 1)}`
  writeFileSync(join(folder, `${name}.tsq`), query)
  await run('openssl', ['ts', '-reply', '-config', 'openssl.cnf', '-section', 'tsa_one', '-queryfile', `${name}.tsq`, '-out', `${name}.tsr`], { cwd: folder })
  return readFileSync(join(folder, `${name}.tsr`))
}

const length = (size: number): Buffer =>
  size < 128 ? Buffer.from([size]) : size < 256 ? Buffer.from([0x81, size]) : Buffer.from([0x82, size >> 8, size & 0xff])
const sequence = (...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([0x30]), length(body.length), body])
}

/** The same TSTInfo signed by another certificate of the folder, which openssl's own authority would refuse to use. */
export const signedBy = (folder: string, response: Buffer, signer: string, { names = true, digest = 'sha256', chain = 'chain.pem' } = {}): Buffer => {
  const name = `s${(files += 1)}`
  writeFileSync(join(folder, `${name}.tsr`), response)
  openssl(folder, 'ts', '-reply', '-in', `${name}.tsr`, '-token_out', '-out', `${name}.token`)
  openssl(folder, 'cms', '-verify', '-noverify', '-nosigs', '-inform', 'DER', '-in', `${name}.token`, '-out', `${name}.info`)
  openssl(folder, 'cms', '-sign', '-binary', '-nodetach', '-nosmimecap', '-econtent_type', '1.2.840.113549.1.9.16.1.4', '-md', digest, ...(names ? ['-cades'] : []),
    '-signer', `${signer}.pem`, '-inkey', `${signer}.key`, '-certfile', chain, '-in', `${name}.info`, '-outform', 'DER', '-out', `${name}.cms`)
  return sequence(sequence(Buffer.from([2, 1, 0])), readFileSync(join(folder, `${name}.cms`)))
}

export type Behaviour = (query: Buffer, response: ServerResponse) => void | Promise<void>

/** RFC 3161 over HTTP on loopback; `behave` puts another behaviour in its place. */
export const startAuthority = async (folder: string): Promise<{ url: string; asked: Buffer[]; behave: (how: Behaviour | null) => void; close: () => Promise<void> }> => {
  const asked: Buffer[] = []
  let behaviour: Behaviour | null = null
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = await bodyOf(request)
    asked.push(query)
    if (behaviour) return behaviour(query, response)
    response.setHeader('content-type', 'application/timestamp-reply').end(await reply(folder, query))
  }
  const server: Server = createServer((request, response) => {
    serve(request, response).catch(() => { response.destroy() })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`, asked, behave: (how) => { behaviour = how },
    close: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => { done() })
    }),
  }
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** openssl's own word on a response, with the same data and nothing but the root. */
export const opensslVerifies = (folder: string, response: Buffer, signed: Buffer): boolean => {
  const name = `v${(files += 1)}`
  writeFileSync(join(folder, `${name}.tsr`), response)
  writeFileSync(join(folder, `${name}.bin`), signed)
  try {
    return openssl(folder, 'ts', '-verify', '-in', `${name}.tsr`, '-data', `${name}.bin`, '-CAfile', 'root.pem').toString().includes('Verification: OK')
  } catch {
    return false
  }
}
