import { basename } from 'node:path'

const forbidden = /^(utils?|helpers?|common|misc|manager|data)$/

/** A file is named after what it holds; names that hold anything soon do. */
export const fileNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      forbidden: '"{{name}}" says nothing: name the file after the noun or the verb-noun inside it (CONTRIBUTING.md).',
    },
  },
  create: (context) => ({
    Program: (node) => {
      const name = basename(context.filename).split('.')[0].toLowerCase()
      if (forbidden.test(name)) context.report({ node, messageId: 'forbidden', data: { name } })
    },
  }),
}
