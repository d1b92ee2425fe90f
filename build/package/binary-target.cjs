const { closeSync, openSync, readSync } = require('node:fs')

const elfMachines = { 0x3e: 'x64', 0xb7: 'arm64' }
const peMachines = { 0x8664: 'x64', 0xaa64: 'arm64' }

/**
 * For which system and processor a program or native module was compiled, by its own first bytes (ELF header, PE header).
 * @param {string} file
 * @returns {string | null} as in `linux-x64`; null when it is neither
 */
exports.targetOf = (file) => {
  const start = Buffer.alloc(4096)
  const handle = openSync(file, 'r')
  const length = readSync(handle, start)
  closeSync(handle)
  if (length >= 20 && start.subarray(0, 4).toString('latin1') === '\x7fELF') return `linux-${elfMachines[start.readUInt16LE(18)] ?? 'unknown'}`
  if (length < 64 || start.subarray(0, 2).toString('latin1') !== 'MZ') return null
  const at = start.readUInt32LE(60)
  if (at + 6 > length || start.subarray(at, at + 4).toString('latin1') !== 'PE\0\0') return null
  return `win32-${peMachines[start.readUInt16LE(at + 4)] ?? 'unknown'}`
}
