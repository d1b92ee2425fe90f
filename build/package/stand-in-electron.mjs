// What electron-builder wants to find where Electron was unpacked, for tests: as many bytes as it looks at, and nothing that runs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

/** Where Electron keeps its fuses in its binary: this sentence, then version, count and one sign for each. */
const fuseWire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))])

const elf = { x64: 0x3e, arm64: 0xb7 }
const pe = { x64: 0x8664, arm64: 0xaa64 }

const linuxProgram = (arch) => {
  const head = Buffer.alloc(64)
  head.write('\x7fELF\x02\x01\x01', 'latin1')
  head.writeUInt16LE(elf[arch], 18)
  return Buffer.concat([head, fuseWire])
}

/** A real PE image without code: electron-builder writes icon, version and the digest of app.asar into its resources. */
const windowsProgram = (arch) => {
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const facts = Resource.VersionInfo.createEmpty()
  facts.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  facts.outputToResourceEntries(resources.entries)
  resources.outputResource(program)
  const image = Buffer.from(program.generate())
  image.writeUInt16LE(pe[arch], image.readUInt32LE(60) + 4)
  return Buffer.concat([image, fuseWire])
}

/**
 * @param {'linux' | 'win32'} platform @param {'x64' | 'arm64'} arch
 * @returns the folder, for electron-builder's `electronDist`
 */
export const makeStandInElectron = (folder, platform, arch, version) => {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  for (const language of ['en-US', 'fa', 'de']) writeFileSync(join(folder, `locales/${language}.pak`), '')
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), '')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '')
  if (platform === 'win32') writeFileSync(join(folder, 'electron.exe'), windowsProgram(arch))
  else {
    writeFileSync(join(folder, 'electron'), linuxProgram(arch), { mode: 0o755 })
    writeFileSync(join(folder, 'chrome-sandbox'), linuxProgram(arch), { mode: 0o755 })
  }
  return folder
}
