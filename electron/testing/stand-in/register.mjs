// `node --import register.mjs out/main/electron.js`: the built program runs as it is, and gets our stand-in when it asks
// for the module `electron`. Relative TypeScript imports get their ending, as in registry/testing/run-ts.mjs.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const standIn = new URL('./module.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron' || specifier === 'electron/main') return { url: standIn, format: 'module-typescript', shortCircuit: true }
    if (!/^\.\.?\//.test(specifier) || !context.parentURL?.endsWith('.ts')) return next(specifier, context)
    const file = new URL(`${specifier}.ts`, context.parentURL)
    return existsSync(fileURLToPath(file)) ? { url: file.href, format: 'module-typescript', shortCircuit: true } : next(specifier, context)
  },
})
