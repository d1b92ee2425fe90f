/** Hands bytes to the person as a file. */
export const saveBytes = (name: string, base64: string, type: string): void => {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([bytes], { type }))
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(link.href) }, 10_000)
}
