const steps = 5

/**
 * Sets the text of each sheet smaller until it fits its page; with the last step the sheet itself grows, so that nothing is
 * ever cut off. Long names, addresses and agencies make this necessary; most papers stay as they are.
 */
export const fitSheets = (root: ParentNode): void => {
  for (const sheet of root.querySelectorAll<HTMLElement>('.permit-paper, .award-paper, .letter-paper')) {
    delete sheet.dataset['fit']
    for (let step = 1; step <= steps && overflows(sheet); step += 1) sheet.dataset['fit'] = String(step)
  }
}

/** Whether the last line stands under the end of the room it has. */
const overflows = (sheet: HTMLElement): boolean => {
  const body = sheet.querySelector('.pp-body')
  const end = body?.lastElementChild?.getBoundingClientRect().bottom ?? 0
  return body !== null && end > body.getBoundingClientRect().bottom + 1
}
