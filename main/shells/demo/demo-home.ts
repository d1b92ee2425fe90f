import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const marker = 'mohr-demo.txt'

/** The folder holds something that no demo put there; it is left alone. */
export class HomeInUse extends Error {
  override name = 'HomeInUse'
}

/**
 * Readies the demo's folder: made if missing; emptied if an earlier demo left its marker there; otherwise untouched.
 * @throws HomeInUse when it holds other things.
 */
export const readyHome = (home: string): void => {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const names = readdirSync(home)
  if (names.length > 0 && !names.includes(marker)) throw new HomeInUse(home)
  for (const name of names) if (name !== marker) rmSync(join(home, name), { recursive: true, force: true })
  if (!existsSync(join(home, marker))) {
    writeFileSync(join(home, marker), 'پوشۀ نمایش مُهر؛ هر نمایش تازه محتوای آن را پاک می‌کند.\nA folder of Mohr’s demo; each new demo empties it.\n')
  }
}
