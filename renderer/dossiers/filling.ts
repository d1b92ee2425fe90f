/** One form's look-ups: what they filled in, and whose it is. */
export type Filling<F extends object> = {
  /** Another ID stands now: what was filled in for the one before, and is still as it was filled, is taken out. */
  begin: (id: string) => void
  /** Puts in what is known of this ID. */
  fill: (id: string, filled: F) => void
  /** The form is somebody else's now, or empty. */
  forget: () => void
}

/** Keeps one person's data from staying under another's ID; what the clerk typed or mended is never touched. */
export const fillingOf = <F extends object>(form: F, empty: () => F): Filling<F> => {
  let owner = ''
  let values: Partial<F> = {}
  const forget = (): void => {
    owner = ''
    values = {}
  }
  const names = (of: Partial<F>): (keyof F)[] => Object.keys(of) as (keyof F)[]

  return {
    begin: (id) => {
      if (id === owner) return
      const blank = empty()
      for (const name of names(values)) if (form[name] === values[name]) form[name] = blank[name]
      forget()
    },
    fill: (id, filled) => {
      owner = id
      for (const name of names(filled)) if (form[name] !== filled[name]) form[name] = values[name] = filled[name]
    },
    forget,
  }
}
