import type { ToCore } from './core/messages'
import { serveCore } from './core/serve-core'

// The core in a process of its own: a long batch, an import or a key being stretched never holds the window up, and a
// fault in a token's driver takes no window along.
const port = process.parentPort
const hear = serveCore((message) => { port.postMessage(message) })
port.on('message', ({ data }) => { hear(data as ToCore) })
