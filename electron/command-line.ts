/**
 * What of a program's arguments is a `mohr` command: the first word that is no switch, and all after it. Chromium's own
 * switches (`--no-sandbox`, `--ozone-platform=headless`) may stand before it; a start without a word opens the window.
 * @param ownArgs how many arguments are the program's own: Electron's binary, and in a work tree the folder it was given
 * @returns the command with its arguments, or null
 */
export const commandOf = (argv: readonly string[], ownArgs: number): string[] | null => {
  const given = argv.slice(ownArgs)
  const at = given.findIndex((word) => !word.startsWith('-') || word === '--help' || word === '-h')
  // What a desktop hands over is never a command of ours.
  return at < 0 || given[at] === '' || /^[a-z]+:\/\//i.test(given[at]!) ? null : given.slice(at)
}
