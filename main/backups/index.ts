export { backupHandlers } from './backup-handlers'
export { restoreBackup } from './restore-backup'
