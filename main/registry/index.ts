export { registryHandlers, syncPorts, type RegistryPorts } from './registry-handlers'
export { probeRegistry } from './probe-registry'
export { runSync } from './run-sync'
export type { Applier } from './sync-run'
