import { settingKeys, settingSpec, type SettingKey, type Settings } from '#contract/settings'
import type { Reader } from '#db/handle'
import { settingsText } from '#db/catalogues/setting-repo'

const isTexts = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The value of a stored text; what a later or broken program wrote counts as never set. */
const valueOf = (key: SettingKey, stored: unknown): unknown => {
  const spec = settingSpec(key)
  const read = typeof stored === 'string' ? spec.parse.safeParse(stored) : undefined
  return read?.success ? read.data : spec.parse.parse(spec.fallback)
}

const read = (text: string): Settings => {
  const stored: unknown = JSON.parse(text)
  const texts = isTexts(stored) ? stored : {}
  // Each value comes out of its own key's parser.
  return Object.fromEntries(settingKeys.map((key) => [key, valueOf(key, Object.hasOwn(texts, key) ? texts[key] : undefined)])) as Settings
}

const kept = new WeakMap<Reader, { text: string; settings: Settings }>()

/** Every setting in force (domain model §11). Cheap enough to ask for each row of an import. */
export const settingsOf = (db: Reader): Settings => {
  const text = settingsText(db)
  const known = kept.get(db)
  if (known?.text === text) return known.settings
  const settings = read(text)
  kept.set(db, { text, settings })
  return settings
}

export type SkillPolicy = Settings['skillEvidenceAtRegistration']

export const skillPolicy = (db: Reader): SkillPolicy => settingsOf(db).skillEvidenceAtRegistration
