const { closeSync, existsSync, openSync, readdirSync, readSync, rmSync } = require('node:fs')
const { join } = require('node:path')
const { Arch } = require('electron-builder')

/** Stops the packaging unless exactly the target's own database module is in it: a wrong one fails only at the first start. */
exports.default = async ({ appOutDir, arch, electronPlatformName }) => {
  const folder = join(appOutDir, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds')
  const wanted = `${electronPlatformName}-${Arch[arch]}.node`
  const found = readdirSync(folder)
  if (found.join() !== wanted) throw new Error(`prebuilds: wanted ${wanted}, found ${found.join(', ') || 'none'}`)
  keepOwnTokenModule(join(appOutDir, 'resources/app.asar.unpacked/node_modules/pkcs11js/build/Release/pkcs11.node'), electronPlatformName)
}

const beginnings = { linux: '7f454c46', win32: '4d5a' }

/** The native part for tokens is compiled where it is packed; one of another system is left out, and the program says that tokens can't be used. */
const keepOwnTokenModule = (file, platform) => {
  if (!existsSync(file)) throw new Error('pkcs11.node is missing: run `npm run token:build` before packaging')
  const start = Buffer.alloc(4)
  const handle = openSync(file, 'r')
  readSync(handle, start)
  closeSync(handle)
  if (start.toString('hex').startsWith(beginnings[platform])) return
  rmSync(file)
  console.warn(`pkcs11.node is not for ${platform}: packed without it (docs/tokens.md)`)
}
