// Lets Node run our TypeScript straight from the tree: `node --experimental-transform-types --import run-ts.mjs x.ts`.
// Node strips types by itself, but wants file extensions; the bundler and the tests don't.
import { registerHooks } from 'node:module'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

registerHooks({
  resolve(specifier, context, next) {
    if (!/^\.\.?\//.test(specifier) || !context.parentURL?.endsWith('.ts')) return next(specifier, context)
    const base = new URL(specifier, context.parentURL)
    for (const tail of ['.ts', '/index.ts']) {
      const file = fileURLToPath(base.href + tail)
      if (existsSync(file) && statSync(file).isFile()) return next(base.href + tail, context)
    }
    return next(specifier, context)
  },
})
