import { reactive, watchEffect } from 'vue'

const key = 'mohr.preferences'
export type Theme = 'system' | 'light' | 'dark'
export type Density = 'normal' | 'dense'
export type Size = 'normal' | 'large' | 'larger'
export type Preferences = { theme: Theme; density: Density; size: Size }

const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T => choices.find((choice) => choice === value) ?? choices[0]!

/** Reads stored preferences; anything unknown falls back to the first choice. */
export const parsePreferences = (text: string | null): Preferences => {
  let stored: Record<string, unknown> = {}
  try {
    stored = (JSON.parse(text ?? '{}') ?? {}) as Record<string, unknown>
  } catch {
    // An unreadable preference is no reason to stop.
  }
  return {
    theme: oneOf<Theme>(stored['theme'], ['system', 'light', 'dark']),
    density: oneOf<Density>(stored['density'], ['normal', 'dense']),
    size: oneOf<Size>(stored['size'], ['normal', 'large', 'larger']),
  }
}

export const preferences = reactive(parsePreferences(localStorage.getItem(key)))

/** Keeps the root's data attributes and the storage in step with the choices. */
export const applyPreferences = (): void => {
  watchEffect(() => {
    const root = document.documentElement.dataset
    root['theme'] = preferences.theme
    root['density'] = preferences.density
    root['size'] = preferences.size
    localStorage.setItem(key, JSON.stringify(preferences))
  })
}
