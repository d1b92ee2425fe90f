/** Serves one office in a process of its own, which a test may kill: `office-child.ts BUILT HOME`. Prints `{"origin","urls"}`: two ways in. */
type Served = { origin: string; newUrl: () => string }
type Start = (options: { home: string }) => Promise<{ ok: true; value: Served } | { ok: false; error: { code: string } }>

const [built = '', home = ''] = process.argv.slice(2)
const load = process.getBuiltinModule('node:module').createRequire(built)
const { startLoopback } = load(built) as { startLoopback: Start }
void startLoopback({ home }).then((started) => {
  process.stdout.write(`${JSON.stringify(started.ok ? { origin: started.value.origin, urls: [started.value.newUrl(), started.value.newUrl()] } : started)}\n`)
})
