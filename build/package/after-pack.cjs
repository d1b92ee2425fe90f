const { existsSync, readdirSync, rmSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { Arch } = require('electron-builder')
const { targetOf } = require('./binary-target.cjs')

/**
 * Stops the packaging unless exactly the target's own native parts are in it, for a wrong one fails only at the first start,
 * and sets every fuse by name: a fuse that a newer Electron brings stops it too, until somebody has decided about it.
 */
exports.default = async ({ appOutDir, arch, electronPlatformName, packager }) => {
  const target = `${electronPlatformName}-${Arch[arch]}`
  const modules = join(appOutDir, 'resources/app.asar.unpacked/node_modules')
  keepOwnDatabaseModule(join(modules, 'better-sqlite3/prebuilds'), target)
  keepOwnTokenModule(join(modules, 'pkcs11js/build/Release/pkcs11.node'), target)
  await setFuses(join(appOutDir, electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : packager.executableName), packager.config.electronFuses)
}

const keepOwnDatabaseModule = (folder, target) => {
  const found = readdirSync(folder)
  if (found.join() !== `${target}.node`) throw new Error(`prebuilds: wanted ${target}.node, found ${found.join(', ') || 'none'}`)
  const compiled = targetOf(join(folder, `${target}.node`))
  if (compiled !== target) throw new Error(`${target}.node is compiled for ${compiled}`)
}

/** The native part for tokens is compiled where it is packed; one of another system is left out, and the program says that tokens can't be used. */
const keepOwnTokenModule = (file, target) => {
  const compiled = existsSync(file) ? targetOf(file) : null
  if (compiled === target) return
  if (target === `${process.platform}-${process.arch}`) throw new Error('pkcs11.node is missing: run `npm run token:build` before packaging')
  rmSync(dirname(dirname(file)), { recursive: true, force: true })
  console.warn(`  • pkcs11.node is not compiled for ${target}: packed without it (docs/tokens.md)`)
}

/** Those of electron-builder.yml, and the one that its schema does not know yet: traps for WebAssembly stay as Electron ships them. */
const setFuses = async (program, named) => {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses')
  const wanted = { ...named, wasmTrapHandlers: true }
  const wire = Object.entries(FuseV1Options).filter(([, index]) => typeof index === 'number')
    .map(([name, index]) => [index, wanted[name[0].toLowerCase() + name.slice(1)]])
  await flipFuses(program, { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...Object.fromEntries(wire) })
}
