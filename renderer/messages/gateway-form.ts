import type { GatewayKind, GatewayView, HttpGateway } from '#contract/messages'

type Report = NonNullable<HttpGateway['report']>
/** States in one line each, set apart by commas. */
export type ReportForm = Omit<Report, 'delivered' | 'failed'> & { delivered: string; failed: string }
export type GatewayForm = Omit<HttpGateway, 'timeoutSeconds' | 'report'> & { kind: GatewayKind; timeoutSeconds: string; secret: string; report: ReportForm | null }

export const emptyReport: ReportForm = { url: '', refPath: '', statePath: '', delivered: '', failed: '' }
const wordsOf = (line: string): string[] => line.split(/[,،]/).map((word) => word.trim()).filter(Boolean)

/** What the form starts with: the stored settings, or those of an ordinary JSON service. */
export const formOf = ({ kind, http }: GatewayView): GatewayForm => ({
  kind, url: http?.url ?? '', bodyType: http?.bodyType ?? 'json', successPath: http?.successPath ?? '', successValue: http?.successValue ?? '',
  fields: (http?.fields ?? [{ name: 'to', value: '{mobile}' }, { name: 'text', value: '{text}' }]).map((row) => ({ ...row })),
  headers: (http?.headers ?? []).map((row) => ({ ...row })), timeoutSeconds: String(http?.timeoutSeconds ?? 15), caPem: http?.caPem ?? null,
  repeatable: http?.repeatable ?? false, secret: '',
  report: http?.report ? { ...http.report, delivered: http.report.delivered.join('، '), failed: http.report.failed.join('، ') } : null,
})

/** Whether anything of a sending service was filled in; an empty form is not sent along with «the registry sends». */
const described = (form: GatewayForm, stored: HttpGateway | null): boolean => form.kind === 'http' || stored !== null || form.url.trim() !== ''

/** The form as the operation takes it: rows that were left empty are none, an untouched secret is kept. */
export const inputOf = (form: GatewayForm, view: GatewayView): { version: number; kind: GatewayKind; http: HttpGateway | null; secret: string | null } => {
  const { kind, secret, timeoutSeconds, report, ...http } = form
  const filled = (rows: HttpGateway['fields']): HttpGateway['fields'] => rows.filter((row) => row.name.trim() !== '' || row.value.trim() !== '').map((row) => ({ ...row }))
  return {
    version: view.version, kind, secret: secret === '' ? null : secret,
    http: described(form, view.http) ? { ...http, fields: filled(form.fields), headers: filled(form.headers), timeoutSeconds: Number(timeoutSeconds) || 0, report: report && { ...report, delivered: wordsOf(report.delivered), failed: wordsOf(report.failed) } } : null,
  }
}
