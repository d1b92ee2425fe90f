// npm run package: the packages of electron-builder.yml, made where Electron's program can be had (docs/release.md).
// What follows `--` goes to electron-builder: npm run package -- --linux deb, npm run package -- --win --arm64
import { getReady } from './ready/get-ready.mjs'
import { makeTokenModule } from './ready/token-module.mjs'
import { runTool } from './ready/tool.mjs'

if (getReady(import.meta.filename, { built: true })) {
  const missing = makeTokenModule()
  if (missing) console.error(`Tokens can't be used from these packages: ${missing}`)
  process.exitCode = runTool('electron-builder', [...process.argv.slice(2), '--publish', 'never'])
}
