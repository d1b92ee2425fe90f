import { existsSync, readFileSync } from 'node:fs'
import type { BankPage, Printer } from '#main/app/ports'
import { findChromium } from '#ready/chromium.mjs'
import { Fault } from '#main/app/fault'
import { builtFile } from '../built-file'
import { openChromiumWindow } from './chromium-window'
import type { PrinterLimits } from './printer'
import { createPrinterPair } from './printer-pair'

/** The built print page. @throws Fault PRINTER_FAILED when the program was built without it. */
export const paperPage = (): string => {
  const file = builtFile('paper/mohr-paper.html')
  if (!existsSync(file)) throw new Fault('PRINTER_FAILED')
  return readFileSync(file, 'utf8')
}

/** The printer of hosts without Electron: a Chromium-family program of this machine, started at the first print. */
export const chromiumPrinter = (limits?: PrinterLimits): Printer => {
  const { draw, drawEach, close } = createPrinterPair(() => openChromiumWindow(findChromium(), paperPage()), limits)
  return { draw, drawEach, close }
}

/** The page that banks keep, as it was built with this program. */
export const builtBankPage: BankPage = () => {
  const file = builtFile('verifier/mohr-verify.html')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
