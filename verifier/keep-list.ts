import { isEarly, type CheckedList } from '#contract/verify/judge'

/** The lists with one more: it takes the place of older ones of its name, but one from the future of none, and of it none. */
export const keepList = (lists: readonly CheckedList[], opened: CheckedList, now: Date): CheckedList[] => {
  const stays = (one: CheckedList): boolean => one.sub !== opened.sub || one.iat > opened.iat || (one.iat < opened.iat && isEarly(opened, now))
  return [...lists.filter(stays), opened]
}
