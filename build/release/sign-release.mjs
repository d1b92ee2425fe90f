// npm run release:sign -- --key release-key.pem --from dist [--days 180] [--minimum 0.1.0] [--notes FILE] [--passphrase-file FILE]
// Writes update.jws beside the packages: what is in them, signed by the release key. Plain Node and no packages, so that it runs
// where the key is: a machine without a network (docs/release.md; the format is docs/formats/update.md).
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const usage = 'npm run release:sign -- --key KEY.pem --from FOLDER [--days 180] [--minimum VERSION] [--notes FILE] [--passphrase-file FILE]'

/** How electron-builder and the installer's script name what they make. */
const kinds = [
  [/^mohr-(\d+\.\d+\.\d+)-setup-(x64|arm64)\.exe$/, 'windows', 'setup'],
  [/^mohr-(\d+\.\d+\.\d+)-win-(x64|arm64)\.zip$/, 'windows', 'zip'],
  [/^mohr-(\d+\.\d+\.\d+)-linux-(amd64|arm64)\.deb$/, 'linux', 'deb'],
  [/^mohr-(\d+\.\d+\.\d+)-linux-(x86_64|arm64)\.AppImage$/, 'linux', 'appimage'],
  [/^mohr-(\d+\.\d+\.\d+)-linux-(x64|arm64)\.zip$/, 'linux', 'zip'],
]
const order = ['setup', 'deb', 'appimage', 'zip']

const digestOf = async (file) => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

const describe = async (folder, name) => {
  for (const [pattern, system, kind] of kinds) {
    const [, version, arch] = pattern.exec(name) ?? []
    if (!version) continue
    const file = join(folder, name)
    return { version, file: { name, system, arch: arch === 'arm64' ? 'arm64' : 'x64', kind, size: statSync(file).size, sha256: await digestOf(file) } }
  }
  return null
}

const packagesIn = async (folder) => {
  const found = (await Promise.all(readdirSync(folder).map((name) => describe(folder, name)))).filter(Boolean)
  const versions = [...new Set(found.map(({ version }) => version))]
  if (versions.length !== 1) throw new Error(versions.length ? `packages of several versions: ${versions.join(', ')}` : `no package in ${folder}`)
  const files = found.map(({ file }) => file).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.name < b.name ? -1 : 1))
  return { version: versions[0], files }
}

/** RFC 8785 for what a manifest holds: texts, whole numbers, lists and objects. */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

const header = Buffer.from('{"alg":"EdDSA","typ":"mohr-update+jws"}').toString('base64url')
const numbers = (version) => version.split('.').map(Number)
const isLower = (one, other) => {
  const [a, b] = [numbers(one), numbers(other)]
  const at = [0, 1, 2].find((i) => a[i] !== b[i])
  return at !== undefined && a[at] < b[at]
}

/** What lies there already: signed by the same key, it may not be undercut. */
const previousVersion = (file, publicKey) => {
  if (!existsSync(file)) return null
  const [head, payload, signature] = readFileSync(file, 'utf8').trim().split('.')
  if (!verify(null, Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature ?? '', 'base64url'))) throw new Error(`${file} is there and not signed by this key`)
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).version
}

/** Opens it again by its public half before it is written. */
const signed = (manifest, key, publicKey) => {
  const input = `${header}.${Buffer.from(canonical(manifest)).toString('base64url')}`
  const signature = sign(null, Buffer.from(input), key)
  if (!verify(null, Buffer.from(input), publicKey, signature)) throw new Error('the signature does not verify')
  return `${input}.${signature.toString('base64url')}`
}

const run = async () => {
  const { values } = parseArgs({ options: {
    key: { type: 'string' }, from: { type: 'string' }, days: { type: 'string', default: '180' }, minimum: { type: 'string' }, notes: { type: 'string' },
    'passphrase-file': { type: 'string' },
  } })
  const days = Number(values.days)
  if (!values.key || !values.from || !Number.isInteger(days) || days < 1 || days > 400) throw new Error(usage)
  const passphrase = values['passphrase-file'] ? readFileSync(values['passphrase-file'], 'utf8').split(/\r?\n/)[0] : undefined
  const key = createPrivateKey({ key: readFileSync(values.key), passphrase })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the release key is Ed25519: openssl genpkey -algorithm ed25519 -aes256 -out release-key.pem')
  const publicKey = createPublicKey(key)
  const { version, files } = await packagesIn(values.from)
  const minimum = values.minimum ?? '0.0.0'
  if (!/^\d+\.\d+\.\d+$/.test(minimum) || isLower(version, minimum)) throw new Error(`--minimum ${minimum} is no version up to ${version}`)
  const target = join(values.from, 'update.jws')
  const before = previousVersion(target, publicKey)
  if (before && isLower(version, before)) throw new Error(`${target} already offers ${before}: the version never goes down`)
  const now = Math.floor(Date.now() / 1000) * 1000
  const instant = (time) => new Date(time).toISOString().replace('.000Z', 'Z')
  const notes = values.notes ? readFileSync(values.notes, 'utf8').trim().slice(0, 2000) : ''
  const manifest = { v: 1, version, released: instant(now), expires: instant(now + days * 86_400_000), minimum, notes, files }
  writeFileSync(`${target}.new`, `${signed(manifest, key, publicKey)}\n`)
  renameSync(`${target}.new`, target)
  console.log(`${target}: ${version}, until ${manifest.expires}, ${files.length} files`)
  for (const { name, size, sha256 } of files) console.log(`  ${sha256}  ${name} (${size})`)
}

await run().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
