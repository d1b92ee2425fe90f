const { readdirSync } = require('node:fs')
const { join } = require('node:path')
const { Arch } = require('electron-builder')

/** Stops the packaging unless exactly the target's own database module is in it: a wrong one fails only at the first start. */
exports.default = async ({ appOutDir, arch, electronPlatformName }) => {
  const folder = join(appOutDir, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds')
  const wanted = `${electronPlatformName}-${Arch[arch]}.node`
  const found = readdirSync(folder)
  if (found.join() !== wanted) throw new Error(`prebuilds: wanted ${wanted}, found ${found.join(', ') || 'none'}`)
}
