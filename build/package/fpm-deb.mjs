#!/usr/bin/env node
// In fpm's place (CUSTOM_FPM_PATH) where fpm can't be had: knows just what electron-builder says to it for a .deb, and has
// dpkg-deb make it. A word it does not know stops it.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string' }
const many = { type: 'string', multiple: true }
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { ...text, short: 's' }, t: { ...text, short: 't' }, d: { ...many, short: 'd' }, force: { type: 'boolean' },
    architecture: text, 'after-install': text, 'after-remove': text, description: text, version: text, package: text, name: text, maintainer: text,
    vendor: text, url: text, category: text, license: text, 'deb-priority': text, 'deb-compression': text, 'deb-recommends': many,
  },
})
if (values.s !== 'dir' || values.t !== 'deb') throw new Error('fpm-deb makes a .deb out of folders, nothing else')

const root = mkdtempSync(join(tmpdir(), 'mohr-deb-'))
chmodSync(root, 0o755)

for (const mapping of positionals) {
  const cut = mapping.indexOf('=')
  const from = mapping.slice(0, cut)
  const to = join(root, mapping.slice(cut + 1))
  if (statSync(from).isDirectory()) {
    cpSync(from, to, { recursive: true })
    continue
  }
  const file = to.endsWith('/') ? join(to, basename(from)) : to
  mkdirSync(dirname(file), { recursive: true })
  copyFileSync(from, file)
  chmodSync(file, 0o644)
}

const kilobytes = Math.ceil(readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1024)
const control = {
  Package: values.name, Version: values.version, Architecture: values.architecture, Maintainer: values.maintainer, 'Installed-Size': kilobytes,
  Depends: values.d?.join(', '), Recommends: values['deb-recommends']?.join(', '), Section: values.category, Priority: values['deb-priority'],
  Homepage: values.url, Description: values.description?.trim().replace(/\n\s*/g, '\n '),
}
mkdirSync(join(root, 'DEBIAN'))
writeFileSync(join(root, 'DEBIAN/control'), Object.entries(control).filter(([, value]) => value).map(([name, value]) => `${name}: ${value}\n`).join(''))
for (const [option, name] of [['after-install', 'postinst'], ['after-remove', 'postrm']]) {
  if (!values[option]) continue
  copyFileSync(values[option], join(root, 'DEBIAN', name))
  chmodSync(join(root, 'DEBIAN', name), 0o755)
}
execFileSync('dpkg-deb', ['--root-owner-group', `-Z${values['deb-compression'] ?? 'xz'}`, '-z1', '--build', root, values.package], { stdio: ['ignore', 'ignore', 'inherit'] })
rmSync(root, { recursive: true })
