import type { RegisterCheck } from '#contract/checkpoints'
import { verifyLedger } from '#main/ledger/index'
import { sealedRoots } from '#db/checkpoints/checkpoint-repo'
import type { Writer } from '#db/handle'
import { leafHash, RunningRoot } from './merkle'
import { growTree, rootAt, treeSize } from './tree'

/**
 * Reads every entry once: chain, tree and all checkpoints are counted anew from the entries, and the stored tree is compared
 * with what came out. Nothing stored is believed but the entries themselves.
 */
export const verifyRegister = async (db: Writer): Promise<RegisterCheck> => {
  const sealed = sealedRoots(db)
  const running = new RunningRoot()
  let next = 0
  let firstBadCheckpoint: number | null = null
  const chain = await verifyLedger(db, (text) => {
    running.add(leafHash(text))
    for (let due = sealed[next]; due?.size === running.size; due = sealed[next]) {
      if (!due.root.equals(running.root)) firstBadCheckpoint ??= due.size
      next += 1
    }
  })
  firstBadCheckpoint ??= sealed[next]?.size ?? null
  const treeFits = chain.ok && storedFits(db, running)
  return {
    ok: chain.ok && treeFits && firstBadCheckpoint === null, entries: chain.entries, firstBad: chain.firstBad,
    root: running.root.toString('hex'), treeFits, checkpoints: sealed.length, firstBadCheckpoint,
  }
}

const storedFits = (db: Writer, counted: RunningRoot): boolean => {
  growTree(db)
  return treeSize(db) === counted.size && rootAt(db, counted.size).equals(counted.root)
}
