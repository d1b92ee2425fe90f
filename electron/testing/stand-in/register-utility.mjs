// What a utility process of Electron finds beside plain Node: `process.parentPort`, and its end with the window's program.
import { EventEmitter } from 'node:events'

const port = new EventEmitter()
const early = []
let heard = false

port.postMessage = (message) => { if (process.connected) process.send(message) }
port.on('newListener', (event) => {
  if (event !== 'message' || heard) return
  heard = true
  // Electron keeps what comes before anybody listens.
  process.nextTick(() => { for (const message of early.splice(0)) port.emit('message', { data: message, ports: [] }) })
})
process.on('message', (message) => {
  if (heard) port.emit('message', { data: message, ports: [] })
  else early.push(message)
})
process.on('disconnect', () => process.exit(0))
process.parentPort = port
process.type = 'utility'
