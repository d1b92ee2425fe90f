import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An office's own certificate authority, made by openssl, and servers' certificates under it. */
export type PrivateAuthority = {
  caPem: string
  /** A server's certificate for a host with a key of its own. */
  issue(host: string, days?: number): { cert: string; key: string; certificate: X509Certificate }
}

export const newAuthority = (): PrivateAuthority => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-ca-'))
  const openssl = (...args: string[]): void => { execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' }) }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=office CA', '-addext', 'basicConstraints=critical,CA:TRUE')
  let made = 0
  return {
    caPem: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    issue: (host, days = 1) => {
      made += 1
      const name = `s${made}`
      writeFileSync(join(folder, 'ext'), `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`)
      openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${host}`)
      openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days), '-extfile', 'ext', '-out', `${name}.pem`)
      const cert = readFileSync(join(folder, `${name}.pem`), 'utf8')
      return { cert, key: readFileSync(join(folder, `${name}.key`), 'utf8'), certificate: new X509Certificate(cert) }
    },
  }
}
