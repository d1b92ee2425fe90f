import { migrate } from '#db/migrate'
import { migrations } from '#db/migrations/index'
import { openDatabase } from '#db/open'
import { sendQueued } from '../gateway/send-queued'
import { createOffice } from './message-office'

/** One sending run in a process of its own: `send-child.ts FILE`. */
const db = openDatabase(process.argv[2]!, Buffer.alloc(32, 7))
migrate(db, migrations)
process.stdout.write(JSON.stringify(await sendQueued(createOffice(db).as('clerk'))))
db.close()
