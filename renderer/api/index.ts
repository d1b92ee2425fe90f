export { call, connect, on, onSignedOut } from './client'
export { useQuery, type Query } from './use-query'
export { useSend, type Send } from './use-send'
export type { Transport } from './transport'
