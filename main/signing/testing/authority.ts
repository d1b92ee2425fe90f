import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs openssl in a folder. @returns what it says on either stream, or throws with it. */
export const openssl = (folder: string, ...args: string[]): string => {
  try {
    return execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
  } catch (error) {
    throw new Error(error instanceof Error && 'stderr' in error ? String(error.stderr) : 'openssl')
  }
}

type Wish = { bits?: number; hash?: string; extensions?: string[]; pss?: boolean; days?: number; subject?: string }

/** An authority that openssl plays: a root, one between, and whatever it is asked to issue. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'mohr-authority-'))

  constructor(readonly name = 'National Root') {
    this.root('root', {})
  }

  path(name: string): string { return join(this.folder, name) }
  read(name: string): Buffer { return readFileSync(this.path(name)) }
  base64(...names: string[]): string[] { return names.map((name) => this.read(name).toString('base64')) }

  /** A self-signed authority `NAME.pem`. */
  root(name: string, { bits = 3072, hash = 'sha256', days = 3650, extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'], subject = `/C=IR/O=Center/CN=${this.name}` }: Wish): void {
    openssl(this.folder, 'req', '-x509', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, `-${hash}`, '-days', String(days), '-subj', subject,
      ...extensions.flatMap((one) => ['-addext', one]))
  }

  /** An authority `NAME.pem` under `issuer`. */
  between(name: string, issuer = 'root', { extensions = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign'], bits = 3072, ...wish }: Wish = {}): void {
    openssl(this.folder, 'req', '-new', '-newkey', `rsa:${bits}`, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', wish.subject ?? `/C=IR/O=Center/CN=${name}`)
    this.sign(name, issuer, { ...wish, extensions })
  }

  /** Issues `NAME.pem` for a request of ours. */
  issue(name: string, request: string, issuer: string, wish: Wish = {}): void {
    writeFileSync(this.path(`${name}.csr`), request)
    this.sign(name, issuer, { extensions: ['keyUsage=critical,digitalSignature,nonRepudiation', 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'], ...wish })
  }

  /** The authority's own record of what it took back, as `NAME.crl`, of an instant and for thirty days. */
  list(name: string, issuer: string, revoked: readonly string[] = [], from = new Date()): void {
    writeFileSync(this.path('index.txt'), '')
    writeFileSync(this.path('index.txt.attr'), 'unique_subject = no\n')
    writeFileSync(this.path('crlnumber'), '01\n')
    writeFileSync(this.path('ca.cnf'), '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n')
    const ca = (...args: string[]): string => openssl(this.folder, 'ca', '-config', 'ca.cnf', '-keyfile', `${issuer}.key`, '-cert', `${issuer}.pem`, ...args)
    for (const one of revoked) ca('-revoke', `${one}.pem`, '-crl_reason', 'keyCompromise')
    const written = (days: number): string => new Date(from.getTime() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '')
    ca('-gencrl', '-crl_lastupdate', written(0), '-crl_nextupdate', written(30), '-out', `${name}.crl`)
  }

  private sign(name: string, issuer: string, { hash = 'sha256', extensions = [], pss = false, days = 365 }: Wish): void {
    writeFileSync(this.path(`${name}.ext`), `${extensions.join('\n')}\n`)
    openssl(this.folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', `-${hash}`, '-days', String(days), '-extfile', `${name}.ext`,
      '-out', `${name}.pem`, ...(pss ? ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'] : []))
  }
}
