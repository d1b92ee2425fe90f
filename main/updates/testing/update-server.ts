import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { UpdateManifest } from '#contract/updates'
import { canonicalText } from '#main/ledger/index'
import { newAuthority } from '#main/network/testing/private-authority'

/** Both runners work in the project's folder; one of them knows no import.meta. */
const script = resolve('build/release/sign-release.mjs')

/** What the release machine signs with. */
export const newReleaseKey = (): { keyPem: string; publicPem: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** Any manifest under any key, as an attacker or a clumsy release may make it. */
export const signManifest = (manifest: unknown, keyPem: string, header = '{"alg":"EdDSA","typ":"mohr-update+jws"}'): string => {
  const payload = typeof manifest === 'string' ? manifest : canonicalText(manifest as Parameters<typeof canonicalText>[0])
  const input = [header, payload].map((part) => Buffer.from(part).toString('base64url')).join('.')
  return `${input}.${sign(null, Buffer.from(input), createPrivateKey(keyPem)).toString('base64url')}`
}

export type UpdateServer = {
  url: string
  caPem: string
  folder: string
  asked: { path: string; range: string | undefined }[]
  /** A machine's mohr.config.json that names this server and the key. @returns its path */
  configFile(publicPem: string): string
  /** Packages of a version, filled with bytes of their own. */
  put(version: string, size?: number): void
  /** The release script over what lies there. @returns what it said */
  release(keyPem: string, ...args: string[]): string
  /** A manifest that the script would not make; what is not said is good. */
  offer(keyPem: string, changed?: Partial<UpdateManifest>): void
  /** The connection is cut after so many bytes of a file, once. */
  cutAfter(bytes: number): void
  /** Files come whole, whatever part is asked for. */
  wholeOnly(): void
  close(): Promise<void>
}

/** A plain file server over real TLS, under an authority of its own, on this machine. */
export const startUpdateServer = async (): Promise<UpdateServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'mohr-release-'))
  mkdirSync(join(folder, 'mohr'))
  const authority = newAuthority()
  const asked: UpdateServer['asked'] = []
  const sockets = new Set<Socket>()
  let cut = Infinity
  let ranges = true
  const sendFile = (path: string, range: string | undefined, response: ServerResponse): void => {
    const bytes = readFileSync(path)
    const from = ranges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0
    const part = bytes.subarray(from)
    if (from > 0) response.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`)
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': part.length })
    if (part.length <= cut || !/\.(deb|zip|exe)$/.test(path)) return void response.end(part)
    response.write(part.subarray(0, cut), () => { setImmediate(() => { response.destroy() }) })
    cut = Infinity
  }
  const { cert, key } = authority.issue('localhost')
  const server = createServer({ cert, key }, (request, response) => {
    const name = basename(request.url ?? '')
    const path = join(folder, 'mohr', name)
    asked.push({ path: request.url ?? '', range: request.headers.range })
    if (existsSync(path)) sendFile(path, request.headers.range, response)
    else response.writeHead(404).end()
  })
  server.on('connection', (socket: Socket) => void sockets.add(socket))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const at = (name: string): string => join(folder, 'mohr', name)
  const names = (version: string): string[] => [`mohr-${version}-setup-x64.exe`, `mohr-${version}-linux-amd64.deb`, `mohr-${version}-linux-arm64.deb`]
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  return {
    url, caPem: authority.caPem, folder, asked,
    configFile: (publicPem) => {
      const inFolder = (name: string, content: string): string => {
        writeFileSync(join(folder, name), content)
        return join(folder, name)
      }
      const [caFile, keyFile] = [inFolder('ca.pem', authority.caPem), inFolder('release.pem', publicPem)]
      return inFolder('mohr.config.json', JSON.stringify({ v: 1, network: { caFile }, updates: { url, keyFile } }))
    },
    put: (version, size = 300_000) => {
      names(version).forEach((name, i) => { writeFileSync(at(name), Buffer.alloc(size + i, `${name} `)) })
    },
    release: (keyPem, ...args) => {
      const file = join(folder, 'release-key.pem')
      writeFileSync(file, keyPem)
      return execFileSync(process.execPath, [script, '--key', file, '--from', join(folder, 'mohr'), ...args], { encoding: 'utf8', stdio: 'pipe' })
    },
    offer: (keyPem, changed = {}) => {
      const version = changed.version ?? '9.1.0'
      const instant = (days: number): string => new Date(Math.floor(Date.now() / 1000) * 1000 + days * 86_400_000).toISOString().replace('.000Z', 'Z')
      const files = names(version).filter((name) => existsSync(at(name))).map((name) => ({
        name, system: name.endsWith('.exe') ? 'windows' : 'linux', arch: name.includes('arm64') ? 'arm64' : 'x64', kind: name.endsWith('.exe') ? 'setup' : 'deb',
        size: readFileSync(at(name)).length, sha256: createHash('sha256').update(readFileSync(at(name))).digest('hex'),
      }))
      const manifest = { v: 1, version, released: instant(-1), expires: instant(90), minimum: '0.0.0', notes: '', files, ...changed }
      writeFileSync(at('update.jws'), signManifest(manifest, keyPem))
    },
    cutAfter: (bytes) => { cut = bytes },
    wholeOnly: () => { ranges = false },
    close: () => new Promise((done) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => { done() })
    }),
  }
}
