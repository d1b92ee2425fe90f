// Who may import whom (ARCHITECTURE.md). `npm run layers` also checks that every source file was really read.

const { layers } = require('./build/slice-layers.cjs')

const slices = layers.flat()
const any = (names) => `(${names.join('|')})`

const toTheRight = layers.slice(0, -1).map((layer, i) => ({
  name: `${layer.join('-')}-imports-left-only`,
  comment: 'Slices are in layers; a slice that needs one to its right belongs further right, or the shared part further left.',
  severity: 'error',
  from: { path: `^main/${any(layer)}/` },
  to: { path: `^main/${any(layers.slice(i + 1).flat())}/` },
}))

module.exports = {
  forbidden: [
    ...toTheRight,
    {
      name: 'no-circles', severity: 'error',
      comment: 'Two files that need each other are one file, or need a third.',
      from: {}, to: { circular: true },
    },
    {
      name: 'no-unresolvable', severity: 'error',
      comment: 'An import that leads nowhere would be judged by no other rule.',
      // Fonts, images and the like are resolved by Vite through their packages' `exports`.
      from: {}, to: { couldNotResolve: true, pathNot: '\\.(css|svg|png|woff|woff2)$' },
    },
    {
      name: 'contract-is-a-leaf', severity: 'error',
      comment: 'The contract is what screens, shells and core share: it imports zod and itself, and runs in a browser.',
      from: { path: '^main/contract/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^main/contract/', '^node_modules/(zod|jalaali-js|ibantools)/', '^node_modules/@types/'] },
    },
    {
      name: 'only-the-command-borrows-words', severity: 'error',
      comment: 'Persian words live in renderer/locale. The mohr command may use them; nothing else below the screens may.',
      from: { path: '^(main|db|electron|registry)/', pathNot: '^main/shells/(cli|demo)/' }, to: { path: '^renderer/' },
    },
    {
      name: 'the-command-borrows-words-only', severity: 'error',
      comment: 'Words, not screens.',
      from: { path: '^main/' }, to: { path: '^renderer/(?!locale/)' },
    },
    {
      name: 'db-imports-contract-types-only', severity: 'error',
      comment: 'The database layer knows rows, not rules.',
      from: { path: '^db/', pathNot: '(\\.test\\.ts$|^db/testing/)' },
      to: { path: '^(main|electron|renderer|registry)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'db-imports-no-slice', severity: 'error',
      comment: 'Not even types: a slice depends on the database, not the other way round.',
      from: { path: '^db/', pathNot: '(\\.test\\.ts$|^db/testing/)' },
      to: { path: '^(main/(?!contract/)|electron/|renderer/|registry/)' },
    },
    {
      name: 'migrations-import-nothing', severity: 'error',
      comment: 'A shipped migration must mean the same for ever: copy what it needs into it.',
      from: { path: '^db/migrations/[0-9]', pathNot: '\\.test\\.ts$' },
      to: { path: '^(main|db|electron|renderer|registry)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'slices-by-their-face', severity: 'error',
      comment: "Another slice is imported by its index.ts only.",
      from: { path: `^main/${any([...slices, 'app'])}/`, pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: `^main/${any(slices)}/`, pathNot: ['^main/$1/', '^main/[^/]+/index\\.ts$'] },
    },
    {
      name: 'slices-see-ports-only-of-app', severity: 'error',
      comment: 'A slice may throw a Fault and name a port; what composes it is not its business.',
      from: { path: `^main/${any(slices)}/`, pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { path: '^main/app/', pathNot: '^main/app/(fault|ports)\\.ts$' },
    },
    {
      name: 'renderer-imports-contract-only', severity: 'error',
      comment: 'A screen speaks through call(); it never reaches the core, the database or a shell.',
      from: { path: '^renderer/', pathNot: '^renderer/e2e/' },
      to: { path: '^(main/(?!contract/)|db/|electron/|registry/)' },
    },
    {
      name: 'verifier-imports-contract-and-words-only',
      comment: "The bank's page is one file that knows no office: rules of the contract, Persian words, the colours and the reader of pictures, nothing else.",
      from: { path: '^verifier/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(main/(?!contract/)|db/|electron/|registry/|renderer/(?!locale/|ui/tokens\\.css$|verify/read-picture\\.ts$))' },
    },
    {
      name: 'nobody-imports-verifier',
      comment: "The bank's page is an entry: it hosts itself.",
      from: { pathNot: '^(verifier/|renderer/e2e/|build/)' }, to: { path: '^verifier/' },
    },
    {
      name: 'nobody-imports-shells', severity: 'error',
      comment: 'A shell is an entry: it hosts the core, nothing hosts it.',
      from: { pathNot: '^(main/shells/|electron/|renderer/e2e/|build/)' }, to: { path: '^main/shells/' },
    },
    {
      name: 'electron-shares-host-parts-only', severity: 'error',
      comment: 'The Electron shell shares main/shells/host with the other hosts, and runs the mohr command by its face; an HTTP server is not among its parts.',
      from: { path: '^electron/', pathNot: '[.]test[.]ts$' }, to: { path: '^main/shells/(?!host/|cli/index[.]ts$)' },
    },
    {
      name: 'nobody-imports-electron-shell', severity: 'error',
      comment: 'electron/ is an entry too.',
      from: { pathNot: '^electron/' }, to: { path: '^electron/' },
    },
    {
      name: 'only-the-shell-knows-electron', severity: 'error',
      comment: 'The core runs on plain Node: in the CLI, on loopback and in tests.',
      from: { pathNot: '^electron/' }, to: { path: '^(node_modules/electron/|electron$)' },
    },
    {
      name: 'registry-imports-contract-only', severity: 'error',
      comment: 'The reference registry is the other side of the wire: sharing code with the client would hide its mistakes.',
      from: { path: '^registry/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(main/(?!contract/)|db/|electron/|renderer/)' },
    },
    {
      name: 'nobody-imports-registry', severity: 'error',
      comment: 'The client meets the registry over HTTP only; its server is a separate process.',
      from: { path: '^(main|db|electron|renderer)/', pathNot: '(\\.test\\.ts$|\\.bench\\.ts$|/testing/|/e2e/)' },
      to: { path: '^registry/' },
    },
    {
      name: 'no-tests-in-product', severity: 'error',
      comment: 'What only tests need stays out of the product.',
      from: { pathNot: '([.]test[.]ts$|[.]bench[.]ts$|/testing/|/e2e/|^build/)' },
      to: { path: '(\\.test\\.ts$|/testing/|/e2e/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    extensions: ['.ts', '.vue', '.mjs', '.js', '.cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      importsFields: ['imports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
