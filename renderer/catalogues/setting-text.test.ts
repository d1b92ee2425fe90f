import { expect, it } from 'vitest'
import { settingKeys, settingSpec } from '#contract/settings'
import { choiceName, settingNames } from '../locale/settings'
import { settingShown } from './setting-text'

it('every setting has a name and a plain explanation, and every choice Persian words', () => {
  for (const key of settingKeys) {
    expect(settingNames[key].note.length, key).toBeGreaterThan(10)
    const { kind, options } = settingSpec(key)
    if (kind === 'choice' || kind === 'flag') for (const option of options) expect(choiceName(option), `${key} ${option}`).not.toBe(option)
  }
})

it('values are shown with Persian digits, units and words; empty says so', () => {
  expect([settingShown('agencyDays', '7'), settingShown('draftDays', ''), settingShown('weeklyOffDays', 'thursday|friday'), settingShown('rollToWorkingDay', 'no')])
    .toEqual(['۷ روز', 'خالی', 'پنجشنبه، جمعه', 'خیر'])
})
