import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { root } from './places.mjs'

const folder = join(root, 'node_modules/pkcs11js')
/** Where pkcs11js looks for its native part; an install script would put it there, and install scripts are off here. */
export const tokenModule = join(folder, 'build/Release/pkcs11.node')

const sources = ['dl.cpp', 'common.cpp', 'main.cpp'].map((name) => join(folder, 'src', name))

const compilers = process.env.CXX ? [process.env.CXX] : ['c++', 'g++', 'clang++']

const here = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** The headers are Node's own, as an npm package: Node-API is one for every Node and Electron, so one file serves both. */
const compile = (compiler, target) => {
  const headers = createRequire(import.meta.url)('node-api-headers').include_dir
  return spawnSync(compiler, [
    '-shared', '-fPIC', '-O2', '-std=c++17', '-fvisibility=hidden',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_GYP_MODULE_NAME=pkcs11', '-DBUILDING_NODE_EXTENSION',
    `-I${headers}`, `-I${join(folder, 'includes')}`, ...sources,
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : ['-static-libstdc++', '-static-libgcc', '-ldl']),
    '-o', target,
  ], { encoding: 'utf8' })
}

const isCurrent = () => existsSync(tokenModule) && statSync(tokenModule).mtimeMs >= Math.max(...sources.map((file) => statSync(file).mtimeMs))

/**
 * Compiles the native part of pkcs11js, once, with the C++ compiler of this machine (no node-gyp, no Python, no network).
 * Without it the program works and says that tokens can't be used.
 * @returns null when it is there, else why it is not, for a person
 */
export const makeTokenModule = () => {
  if (isCurrent()) return null
  if (process.platform === 'win32') return 'on Windows run `npx node-gyp rebuild` in node_modules/pkcs11js (docs/tokens.md)'
  const compiler = compilers.find(here)
  if (!compiler) return 'no C++ compiler (on Debian: apt-get install g++)'
  mkdirSync(dirname(tokenModule), { recursive: true })
  const unfinished = `${tokenModule}.${process.pid}`
  const { status, stderr } = compile(compiler, unfinished)
  if (status !== 0) return `${compiler} failed:\n${stderr}`
  renameSync(unfinished, tokenModule)
  return null
}
