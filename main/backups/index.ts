export { backupHandlers, backupState } from './backup-handlers'
export { restoreBackup } from './restore-backup'
