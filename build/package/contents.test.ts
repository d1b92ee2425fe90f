import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, test } from 'vitest'
import { targetOf } from './binary-target.cjs'
import { bytesIn, filesIn, made, unpacked } from './packages'

const root = resolve(import.meta.dirname, '../..')
/** What is ours in a package, packed and unpacked parts together; Electron's own 250 MB come on top. 15 MB when last measured. */
const mostBytes = 18_000_000

const below = (files: string[], folder: string): string[] =>
  [...new Set(files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length).split('/')[0]!))].sort()

describe.each(unpacked)('$target', ({ folder, target, program }) => {
  const asar = (): string => made(`${folder}/resources/app.asar`)
  const files = (): string[] => listPackage(asar(), { isPack: false })

  test('app.asar holds the built program, two packages and nothing else', () => {
    expect(below(files(), '/')).toEqual(['node_modules', 'out', 'package.json'])
    expect(below(files(), '/out/')).toEqual(['main', 'paper', 'preload', 'registry', 'renderer', 'verifier'])
    expect(below(files(), '/node_modules/')).toEqual(['better-sqlite3', 'pkcs11js'])
    for (const needed of ['/out/main/electron.js', '/out/main/core.js', '/out/main/cli.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/out/registry/registry.mjs', '/out/paper/mohr-paper.html', '/out/verifier/mohr-verify.html']) {
      expect(files()).toContain(needed)
    }
  })

  test('no source, test, map or stand-in travels along', () => {
    const strangers = files().filter((file) => /\.(ts|mts|vue|map|cpp|h|gyp|spec|test|sql)$|\.(test|spec)\.|\/(testing|e2e|test|src|deps)\//.test(file))
    expect(strangers).toEqual([])
  })

  test('no test code was bundled, and no path of the building machine', () => {
    const scripts = files().filter((file) => /^\/out\/.*\.(js|cjs|mjs|html)$/.test(file))
    expect(scripts.length).toBeGreaterThan(20)
    const found = scripts.filter((file) => {
      const text = extractFile(asar(), file.slice(1)).toString('utf8')
      return text.includes('STANDIN_') || text.includes(root) || text.includes('from "vitest"') || text.includes('require("vitest")')
    })
    expect(found).toEqual([])
  })

  test("exactly one native database module, the target's own; that for tokens only where it was compiled for the target", () => {
    const own = `${process.platform}-${process.arch}` === target
    expect(files().filter((file) => file.endsWith('.node') && !file.includes('pkcs11'))).toEqual([`/node_modules/better-sqlite3/prebuilds/${target}.node`])
    const modules = filesIn(made(`${folder}/resources/app.asar.unpacked`)).filter((file) => file.endsWith('.node'))
    expect(modules).toHaveLength(own ? 2 : 1)
    for (const file of modules) expect(targetOf(made(`${folder}/resources/app.asar.unpacked/${file}`))).toBe(target)
  })

  test('the program that starts is the one that was built', () => {
    const inside = JSON.parse(extractFile(asar(), 'package.json').toString('utf8')) as Record<string, unknown>
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    expect(inside).toMatchObject({ main: './out/main/electron.js', version, productName: 'Mohr' })
    expect(inside).not.toHaveProperty('devDependencies')
    expect(extractFile(asar(), 'out/main/electron.js')).toEqual(readFileSync(join(root, 'out/main/electron.js')))
  })

  test('EL 19: all nine fuses stand in the program as decided', async () => {
    const { version, ...wire } = await getCurrentFuseWire(made(`${folder}/${program}`))
    expect(version).toBe('1')
    expect(Object.fromEntries(Object.entries(wire).map(([index, state]) => [FuseV1Options[Number(index)], FuseState[state as FuseState]]))).toEqual({
      RunAsNode: 'DISABLE', EnableCookieEncryption: 'ENABLE', EnableNodeOptionsEnvironmentVariable: 'DISABLE', EnableNodeCliInspectArguments: 'DISABLE',
      EnableEmbeddedAsarIntegrityValidation: 'ENABLE', OnlyLoadAppFromAsar: 'ENABLE', LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
      GrantFileProtocolExtraPrivileges: 'DISABLE', WasmTrapHandlers: 'ENABLE',
    })
  })

  test(`what is ours stays below ${mostBytes / 1e6} MB`, () => {
    const ours = statSync(asar()).size + bytesIn(made(`${folder}/resources/app.asar.unpacked`))
    console.log(`${target}: ${(ours / 1e6).toFixed(1)} MB of ours`)
    expect(ours).toBeLessThanOrEqual(mostBytes)
  })

  test("for IT: the nightly task of the target's own system and the form of the configuration, as they stand here", () => {
    const nightly = target.startsWith('win32') ? ['install-task.ps1', 'mohr-nightly.xml'] : ['mohr-nightly.service', 'mohr-nightly.timer']
    expect(filesIn(made(`${folder}/resources/nightly`))).toEqual(nightly)
    const same = [...nightly.map((name) => [`resources/nightly/${name}`, `build/nightly/${name}`]), ['resources/mohr.config.schema.json', 'docs/formats/mohr.config.schema.json'],
      ...(target.startsWith('win32') ? [['mohr.cmd', 'build/nightly/mohr.cmd']] : [])] as [string, string][]
    for (const [inside, here] of same) expect(readFileSync(made(`${folder}/${inside}`))).toEqual(readFileSync(join(root, here)))
  })

  test('nothing tells a foreign updater where to look, and only the languages in use are there', () => {
    expect(filesIn(made(folder)).filter((file) => /app-update|latest.*\.yml|elevate|package-type/.test(file))).toEqual([])
    expect(filesIn(made(`${folder}/locales`))).toEqual(['en-US.pak', 'fa.pak'])
  })
})
