const { spawnSync } = require('node:child_process')
const { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join, resolve } = require('node:path')
const { version } = require('../../package.json')
const { signFile } = require('./sign.cjs')

const script = resolve(__dirname, '../installer/windows.nsi')
const icon = resolve(__dirname, '../icons/mohr.ico')
const folders = { x64: 'win-unpacked', arm64: 'win-arm64-unpacked' }

/** What the uninstaller takes away, name by name: a folder that somebody chose may hold other things too. */
const removals = (folder) => readdirSync(folder, { withFileTypes: true })
  .map((entry) => (entry.isDirectory() ? `RMDir /r "$INSTDIR\\${entry.name}"` : `Delete "$INSTDIR\\${entry.name}"`)).join('\n')

/** Four numbers, as a program's version resource wants them. */
const numbersOf = (text) => [...text.split('-')[0].split('.'), '0'].slice(0, 4).join('.')

/**
 * Makes `mohr-VERSION-setup-ARCH.exe` out of an unpacked Windows package by build/installer/windows.nsi, and signs it and its
 * uninstaller where a certificate is. @returns {string} the installer's path
 * @throws when makensis is missing or refuses the script
 */
const makeSetup = (folder, outDir, arch, { quick = false } = {}) => {
  const work = mkdtempSync(join(tmpdir(), 'mohr-setup-'))
  const setup = join(outDir, `mohr-${version}-setup-${arch}.exe`)
  try {
    const remove = join(work, 'remove.nsh')
    writeFileSync(remove, `\uFEFF${removals(folder)}\n`)
    const { status, error, stdout, stderr } = spawnSync('makensis', [
      '-V2', '-WX', '-INPUTCHARSET', 'UTF8', `-DVERSION=${version}`, `-DNUMBERS=${numbersOf(version)}`, `-DSOURCE=${folder}`, `-DREMOVE=${remove}`,
      `-DICON=${icon}`, `-DOUT=${setup}`, ...(quick ? ['-DQUICK'] : []),
      ...(process.env.MOHR_SIGN_P12 ? [`-DSIGN="${process.execPath}" "${resolve(__dirname, 'sign.cjs')}"`] : []), script,
    ], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`makensis (Debian: nsis) did not make the installer: ${error?.message ?? (stdout + stderr).trim()}`)
  } finally {
    rmSync(work, { recursive: true })
  }
  signFile(setup)
  return setup
}

exports.makeSetup = makeSetup
/** As electron-builder calls it when all else is made. */
exports.default = ({ outDir }) => Object.entries(folders)
  .filter(([, name]) => existsSync(join(outDir, name)))
  .map(([arch, name]) => makeSetup(join(outDir, name), outDir, arch, { quick: process.env.MOHR_SETUP_QUICK === '1' }))
