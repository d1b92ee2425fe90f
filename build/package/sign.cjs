const { spawnSync } = require('node:child_process')
const { existsSync, renameSync } = require('node:fs')
const { basename } = require('node:path')

const said = new Set()
const sayOnce = (line) => {
  if (said.has(line)) return
  said.add(line)
  console.log(`  • ${line}`)
}

const need = (name) => {
  const file = process.env[name]
  if (!file || !existsSync(file)) throw new Error(`MOHR_SIGN_P12 is set, so ${name} must name a file`)
  return file
}

/**
 * Signs a Windows program in place (Authenticode, SHA-256) with osslsigncode and the certificate of MOHR_SIGN_P12, whose password
 * is the first line of the file MOHR_SIGN_PASSWORD_FILE; MOHR_SIGN_TIMESTAMP names an RFC 3161 authority. Without a certificate
 * nothing is signed, and that is said. @throws when a certificate is named and the signature was not made
 */
const signFile = (file) => {
  if (!process.env.MOHR_SIGN_P12) return sayOnce('NOT SIGNED: no certificate (MOHR_SIGN_P12). Windows will warn of an unknown publisher (docs/release.md).')
  const unfinished = `${file}.signed`
  const { status, error, stdout, stderr } = spawnSync('osslsigncode', [
    'sign', '-pkcs12', need('MOHR_SIGN_P12'), '-readpass', need('MOHR_SIGN_PASSWORD_FILE'), '-h', 'sha256', '-n', 'Mohr',
    ...(process.env.MOHR_SIGN_TIMESTAMP ? ['-ts', process.env.MOHR_SIGN_TIMESTAMP] : []), '-in', file, '-out', unfinished,
  ], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`osslsigncode did not sign ${basename(file)}: ${error?.message ?? (stdout + stderr).trim()}`)
  renameSync(unfinished, file)
  sayOnce(`signed with ${basename(process.env.MOHR_SIGN_P12)}`)
  if (!process.env.MOHR_SIGN_TIMESTAMP) sayOnce('no time stamp (MOHR_SIGN_TIMESTAMP): the signature ends with its certificate.')
}

exports.signFile = signFile
/** As electron-builder calls it, for every program of a Windows package. */
exports.default = ({ path }) => signFile(path)

// As makensis calls it, for the uninstaller.
if (require.main === module) signFile(process.argv[2])
