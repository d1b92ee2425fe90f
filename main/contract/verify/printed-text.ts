import { z } from 'zod'
import { hasBidiOverride } from '../values/text'

/** Marks and controls that change how a line reads without changing how it looks (UAX #9); half-spaces stay. */
const invisible = /[\p{Cc}\u00AD\u061C\u200B\u200D-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/u

/** A text that is signed as it is printed: not empty, NFC, and nothing in it that cannot be seen. */
export const isPrinted = (text: string, max: number): boolean =>
  text.length >= 1 && text.length <= max && text.normalize('NFC') === text && !invisible.test(text) && !hasBidiOverride(text)

export const printed = (max: number) => z.string().refine((text) => isPrinted(text, max))
