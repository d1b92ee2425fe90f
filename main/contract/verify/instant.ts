import { z } from 'zod'

/** An instant as signed bytes write it: UTC to the second, of a day and an hour that there are; 24:00 and leap seconds are none. */
export const instantForm = z.regexes.datetime({ precision: 0 })
export const instant = z.string().regex(instantForm)
