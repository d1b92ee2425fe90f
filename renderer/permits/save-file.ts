/** Offers a text as a file to save, under the name others expect. */
export const saveFile = (name: string, content: string, type = 'text/plain'): void => {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(url) }, 10_000)
}
