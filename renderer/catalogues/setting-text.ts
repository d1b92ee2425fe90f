import { settingSpec, type SettingKey } from '#contract/settings'
import type { WeekDay } from '#contract/setting-specs'
import { fa } from '../locale/digits'
import { choiceName, settingNames, weekDayWords, words } from '../locale/settings'

/** A setting's stored text as people read it. */
export const settingShown = (key: SettingKey, stored: string): string => {
  const { kind } = settingSpec(key)
  if (stored === '') return words.none
  if (kind === 'choice' || kind === 'flag') return choiceName(stored)
  if (kind === 'days') return stored.split('|').map((day) => weekDayWords[day as WeekDay] ?? day).join('، ')
  if (kind === 'number') return `${fa(stored)} ${settingNames[key].unit ?? ''}`.trim()
  return stored
}
