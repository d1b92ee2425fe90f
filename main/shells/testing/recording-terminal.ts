import type { Terminal } from '#main/shells/cli/terminal'

export type Recording = Terminal & { lines: string[]; complaints: string[]; json(): unknown }

/** A terminal that keeps what it was told, and where nobody sits. */
export const recordingTerminal = (env: Record<string, string> = {}, input = Buffer.alloc(0)): Recording => {
  const lines: string[] = []
  const complaints: string[] = []
  return {
    lines, complaints, env,
    out: (line) => void lines.push(line),
    err: (line) => void complaints.push(line),
    input: () => Promise.resolve(input),
    askHidden: () => Promise.resolve(null),
    json: () => JSON.parse(lines.join('\n')) as unknown,
  }
}
