export { call, connect, on, onSignedOut } from './client'
export { useQuery, type Query } from './use-query'
export type { Transport } from './transport'
