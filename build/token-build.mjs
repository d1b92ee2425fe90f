// npm run token:build: the native part for smart cards and tokens (PKCS#11), compiled on this machine.
import { getReady } from './ready/get-ready.mjs'
import { makeTokenModule, tokenModule } from './ready/token-module.mjs'

if (getReady(import.meta.filename, { built: false })) {
  const missing = makeTokenModule()
  if (missing) {
    console.error(`Tokens can't be used: ${missing}`)
    process.exitCode = 1
  } else console.log(tokenModule)
}
