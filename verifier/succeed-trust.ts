import { joinKeys, type ListedEnd } from '#contract/verify/delegation'
import { knowingEnds } from '#contract/verify/judge'
import type { Trust } from './check-permit'
import type { PageKey } from './prove'

/** Ends of delegations that a trust file and what came beside it told of. */
const endsIn = ({ keys }: Trust): ListedEnd[] =>
  keys.flatMap(({ delegations = [] }) => delegations.flatMap(({ digest, endedAt }) => (endedAt === null ? [] : [{ del: digest, at: endedAt }])))

/**
 * A trust file given after another under the same words. The root's words stay the same while keys are lost and ended, so only
 * `at` tells which of two files is the newer: an older one would make a stolen key good again. Delegations stand outside of what
 * the words are made of: an end that was once proven stays known.
 * @returns null when the page knows a newer file.
 */
export const succeedTrust = (before: Trust | undefined, opened: Trust): Trust | null => {
  if (!before) return opened
  if (opened.at !== null && before.at !== null && opened.at < before.at) return null
  const ends = [...before.ends, ...endsIn(before)]
  return { ...opened, ends, keys: knowingEnds(opened.keys, [{ ended: ends }]) }
}

/** The same trust with the keys of a delegation that came beside the file, ended where an end is known. */
export const joinDelegations = (trust: Trust, acting: readonly PageKey[]): Trust =>
  ({ ...trust, keys: knowingEnds(joinKeys(trust.keys, acting), [{ ended: trust.ends }]) })
