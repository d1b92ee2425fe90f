import { z } from 'zod'
import { passphrase } from './fields'

export const username = z.string().trim().toLowerCase().min(1, { error: 'REQUIRED', abort: true }).regex(/^[a-z][a-z0-9._-]{1,31}$/, 'INVALID')
export const newPassphrase = passphrase.pipe(z.string().min(15, 'PASSPHRASE_SHORT'))

/** A path on the machine where the core runs. */
export const path = z.string().trim().min(1, { error: 'REQUIRED', abort: true }).max(400, 'TOO_LONG')
