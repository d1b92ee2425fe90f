import { z } from 'zod'
import type { SettingView } from '#contract/catalogues'
import { settingKeys, settingSpec, settingText, type SettingKey } from '#contract/settings'
import { fieldFaults } from '#contract/values/field-faults'
import { Fault } from '#main/app/fault'
import type { Context } from '#main/app/ports'
import { appendEntry } from '#main/ledger/index'
import { keepSettingChange, readSetting, settingHistory, writeSetting } from '#db/catalogues/setting-repo'
import type { Reader } from '#db/handle'
import { transact } from '#db/transact'

/** A setting as its screen needs it: stored text, the default, what it was. */
export const describeSetting = (db: Reader, key: SettingKey): SettingView => {
  const { fallback } = settingSpec(key)
  return { key, value: readSetting(db, key) ?? fallback, fallback, history: settingHistory(db, key).map(({ value, at, by }) => ({ value, at, by })) }
}

export const describeSettings = (db: Reader): SettingView[] => settingKeys.map((key) => describeSetting(db, key))

/**
 * Changes one setting from now on; what it was stays readable.
 * @param change.before the stored text the person saw.
 * @throws Fault INPUT_INVALID with the value's own reason, VERSION_STALE when somebody changed it meanwhile.
 */
export const changeSetting = (context: Context, { key, value, before }: { key: SettingKey; value: string; before: string }): SettingView =>
  transact(context.db, (db) => {
    const shown = describeSetting(db, key)
    if (shown.value !== before) throw new Fault('VERSION_STALE')
    const text = parsed(key, value)
    if (text === shown.value) return shown
    const at = context.clock.now().toISOString()
    writeSetting(db, key, text, at)
    keepSettingChange(db, { key, value: text, at, by: context.actor.username })
    appendEntry(context, {
      kind: 'setting.change', aggregate: { type: 'Setting', id: key }, baseVersion: shown.history.length, payload: { key, from: shown.value, to: text },
    })
    return describeSetting(db, key)
  })

const parsed = (key: SettingKey, value: string): string => {
  try {
    return settingText(key, value)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new Fault('INPUT_INVALID', {}, [{ field: 'value', reason: fieldFaults(error)[0]?.reason ?? 'INVALID' }])
  }
}
