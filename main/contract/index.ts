import type { z } from 'zod'
import type { Operation, Shape } from './define'
import { backups } from './backups'
import { catalogues } from './catalogues'
import { checks } from './checks'
import { checkpoints } from './checkpoints'
import { documents } from './documents'
import { dossiers } from './dossiers'
import { enquiries } from './enquiries'
import { incentives } from './incentives'
import { inspections } from './inspections'
import { ledger } from './ledger'
import { messages } from './messages'
import { network } from './network'
import { office } from './office'
import { livelihood } from './livelihood'
import { papers } from './papers'
import { permits } from './permits'
import { quotas } from './quotas'
import { referrals } from './referrals'
import { registry } from './registry'
import { reports } from './reports'
import { signing } from './signing'
import { staff } from './staff'
import { supporters } from './supporters'
import { timestamps } from './timestamps'
import { updates } from './updates'
import { sharedCodes, type Result, type SharedCode } from './result'

/** Everything that can be asked of the core, by slice and verb. The screens' only door. */
export const contract = {
  office, staff, catalogues, dossiers, permits, signing, inspections, quotas, referrals, registry, ledger, reports,
  backups,
  checkpoints,
  enquiries,
  messages,
  documents,
  livelihood,
  supporters,
  timestamps,
  incentives,
  papers,
  network,
  checks,
  updates,
} as const

export type Contract = typeof contract
export type SliceName = keyof Contract
export type OperationName = { [S in SliceName]: `${S}.${keyof Contract[S] & string}` }[SliceName]

type OperationOf<N extends OperationName> = N extends `${infer S extends SliceName}.${infer V}`
  ? V extends keyof Contract[S] ? Contract[S][V] : never
  : never
type Input<O> = O extends { input: infer I extends z.ZodType } ? z.input<I> : never
type Parsed<O> = O extends { input: infer I extends z.ZodType } ? z.output<I> : never
type Output<O> = O extends { output: Shape<infer T> } ? T : never
type Errors<O> = O extends { errors: readonly (infer E extends string)[] } ? E : never

/** What a caller passes: typed text and missing defaults allowed. */
export type InputOf<N extends OperationName> = Input<OperationOf<N>>
export type OutputOf<N extends OperationName> = Output<OperationOf<N>>
export type ErrorOf<N extends OperationName> = Errors<OperationOf<N>> | SharedCode
export type ErrorCode = { [N in OperationName]: ErrorOf<N> }[OperationName]
export type ResultOf<N extends OperationName> = Result<OutputOf<N>, ErrorOf<N>>

/** What a slice must implement: each verb gets the context and the parsed input. */
export type Handlers<S extends SliceName, Context> = {
  [V in keyof Contract[S]]: (
    context: Context,
    input: Parsed<Contract[S][V]>,
  ) => Output<Contract[S][V]> | Promise<Output<Contract[S][V]>>
}

/** The declaration behind a name, or undefined: names come from outside. */
export const findOperation = (name: string): Operation | undefined => {
  const [slice, verb, ...rest] = name.split('.')
  if (!slice || !verb || rest.length > 0 || !Object.hasOwn(contract, slice)) return undefined
  const operations: Record<string, Operation> = contract[slice as SliceName]
  return Object.hasOwn(operations, verb) ? operations[verb] : undefined
}

export const operationNames = Object.entries(contract).flatMap(([slice, operations]) =>
  Object.keys(operations).map((verb) => `${slice}.${verb}` as OperationName),
)

export { sharedCodes }
export type { Failure, Result, Details } from './result'
export { roles, type Role } from './define'
export type { EventName, Events } from './events'
