import type Database from 'better-sqlite3'

declare const mayRead: unique symbol
declare const mayWrite: unique symbol

/** A handle for functions that only read. */
export type Reader = Database.Database & { readonly [mayRead]?: true }
/** A handle that may write; it is accepted wherever a Reader is, never the reverse. */
export type Writer = Reader & { readonly [mayWrite]: true }
