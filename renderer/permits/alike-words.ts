import type { ActivityType } from '#contract/dossiers'
import { alikeWords as words } from '../locale/batches'
import { dayLong } from '../locale/dates'
import { fa } from '../locale/digits'
import { activityNames } from '../locale/dossiers'
import type { AlikeFact } from './alike'

const isActivity = (code: string): code is ActivityType => Object.hasOwn(activityNames, code)

/** A trait of a permit in words; what it does not have is said too. */
export const traitText = (fact: AlikeFact, value: string, countyOf: (code: string) => string): string => {
  switch (fact) {
    case 'fld': return value.slice(value.indexOf(' ') + 1)
    case 'act': return isActivity(value) ? activityNames[value] : value
    case 'cty': return countyOf(value) || fa(value)
    case 'cov': return value === '' ? words.values.none : words.values.people(Number(value))
    case 'skl': return value === '' ? words.values.noSkill : dayLong(value)
    case 'till': return value === '' ? words.values.forLife : dayLong(value)
    case 'prev': return value === '' ? words.values.fresh : words.values.follows
    case 'post': return value === 'acting' ? words.values.acting : words.values.director
  }
}
