import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '#db/folder-lock'
import { makeFolder } from '#db/make-folder'

const marker = 'mohr-demo.txt'
/** What stays through every demo: the marker, and the lock that is held while the rest is emptied. */
const kept = new Set([marker, 'window.lock', 'window.pid'])

/** The folder is not the demo's to empty: it holds something that no demo put there, or a program has it open. */
export class HomeInUse extends Error {
  override name = 'HomeInUse'
  constructor(
    home: string,
    readonly open: boolean,
  ) {
    super(home)
  }
}

/**
 * Readies the demo's folder: made if missing; emptied if an earlier demo left its marker there; otherwise untouched.
 * @returns what lets go of the folder, to be called at the end.
 * @throws HomeInUse when it holds other things, or another demo or a window works in it.
 */
export const readyHome = (home: string): (() => void) => {
  makeFolder(home)
  const names = readdirSync(home)
  if (names.length > 0 && !names.includes(marker)) throw new HomeInUse(home, false)
  writeFileSync(join(home, marker), 'پوشۀ نمایش مُهر؛ هر نمایش تازه محتوای آن را پاک می‌کند.\nA folder of Mohr’s demo; each new demo empties it.\n')
  const lock = lockFolder(home)
  if (!lock.held) throw new HomeInUse(home, true)
  for (const name of names) if (!kept.has(name)) rmSync(join(home, name), { recursive: true, force: true })
  return () => lock.release()
}
