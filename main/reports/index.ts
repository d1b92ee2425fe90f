import type { Handlers } from '#contract'
import type { Context } from '#main/app/ports'
import { serviceReport } from './service-report'

export const reportHandlers: Handlers<'reports', Context> = { service: serviceReport }
