import { backup } from './backup'
import type { Command } from './command'
import { compromise } from './compromise'
import { config } from './config'
import { demo } from './demo'
import { importFile } from './import-file'
import { print } from './print'
import { nightly } from './nightly'
import { registry } from './registry'
import { restore } from './restore'
import { status } from './status'
import { statusList } from './status-list'
import { sync } from './sync'
import { timestampsCommand } from './timestamps'
import { verify } from './verify'
import { verifyLedger } from './verify-ledger'

/** Every command, in the order of the help. A new one is a file and a line here. */
export const commands: readonly Command[] = [importFile, sync, nightly, verify, verifyLedger, statusList, compromise, print, timestampsCommand, status, config, backup, restore, registry, demo]
