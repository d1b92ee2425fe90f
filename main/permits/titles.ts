import { lightText } from '#contract/values/text'
import type { Context } from '#main/app/ports'
import { findCounty, findField } from '#main/catalogues/index'

/** Titles of codes, looked up once a list; a field's in the light form in which it is signed. */
export type Titles = { field(code: string): string; county(code: string): string }

export const titlesIn = ({ db }: Context): Titles => {
  const once = (find: (code: string) => string): ((code: string) => string) => {
    const known = new Map<string, string>()
    return (code) => {
      const title = known.get(code) ?? find(code)
      known.set(code, title)
      return title
    }
  }
  return {
    field: once((code) => lightText(findField(db, code)?.title ?? code)),
    county: once((code) => findCounty(db, code)?.title ?? code),
  }
}
