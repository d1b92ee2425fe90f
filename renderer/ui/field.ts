import { inject, provide, useId, type ComputedRef, type InjectionKey } from 'vue'

/** What a control must know of the field around it: its name for assistive technology and its state. */
export type FieldLink = {
  id: string
  labelId: string
  describedBy: ComputedRef<string | undefined>
  invalid: ComputedRef<boolean>
  required: ComputedRef<boolean>
}

const key: InjectionKey<FieldLink> = Symbol('field')

export const provideField = (link: FieldLink): void => { provide(key, link) }

/** The surrounding UiField's link, or a free-standing id when a control stands alone. */
export const useField = (): Partial<FieldLink> & { id: string } => inject(key, null) ?? { id: `c-${useId()}` }

/** Control ids follow the field's name, so that an error summary can link to them. */
export const controlId = (name: string): string => `f-${name.replaceAll('.', '-')}`

/** Puts the focus on a field by its name: on the control, or on the first one of a group. */
export const focusField = (name: string): boolean => {
  const found = document.getElementById(controlId(name))
  const control = found?.matches('input, select, textarea, button')
    ? found
    : found?.querySelector<HTMLElement>('input:checked, input:enabled, select:enabled, textarea:enabled, button:enabled')
  control?.focus()
  return Boolean(control)
}

/** False while a dialog or the palette is open: a screen that arrives late must not pull the focus out of it. */
export const mayTakeFocus = (): boolean => document.querySelector('[role="dialog"]') === null
