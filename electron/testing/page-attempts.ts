import { expect, type Page } from '@playwright/test'
import type { Shell } from './launch'

/** @returns what the content policy let a page do that it must not. */
export const policyBroken = (page: Page): Promise<string[]> => page.evaluate(() => new Promise((resolve) => {
  // In a task of the page's own: what runs straight from the debugger is above the policy.
  setTimeout(() => {
    const done: string[] = []
    const attempt = (name: string, work: () => unknown): void => {
      try {
        work()
        done.push(name)
      } catch {
        // Refused, as it should be.
      }
    }
    attempt('eval', () => window.eval('1'))
    attempt('innerHTML', () => { document.createElement('div').innerHTML = '<b>x</b>' })
    attempt('script text', () => { document.createElement('script').textContent = '1' })
    resolve(done)
  })
}))

type Asked = { scheme: string; stopped: boolean }
type Kept = typeof globalThis & { downloadsAsked?: Asked[] }

/**
 * Has the page save a file of its own making and one that is not, and waits until the program was asked for both.
 * @returns the schemes of the addresses that it let through.
 */
export const downloadsLet = async (shell: Shell, page: Page): Promise<string[]> => {
  await shell.evaluate(({ session }) => {
    const asked: Asked[] = ((globalThis as Kept).downloadsAsked = [])
    session.defaultSession.on('will-download', (event, item) => {
      asked.push({ scheme: item.getURL().split(':')[0] ?? '', stopped: event.defaultPrevented })
      event.preventDefault()
    })
  })
  const asked = (): Promise<Asked[]> => shell.evaluate(() => (globalThis as Kept).downloadsAsked ?? [])
  for (const [count, kind] of [[1, 'own'], [2, 'foreign']] as const) {
    await page.evaluate((whose) => {
      const link = document.createElement('a')
      const href = whose === 'own' ? URL.createObjectURL(new Blob(['own'])) : 'data:application/octet-stream,foreign'
      Object.assign(link, { href, download: 'file.bin' })
      document.body.append(link)
      link.click()
      link.remove()
    }, kind)
    await expect.poll(async () => (await asked()).length).toBe(count)
  }
  return (await asked()).filter(({ stopped }) => !stopped).map(({ scheme }) => scheme)
}
