/** The stored text, indented for reading; what is no JSON stays as it is. */
export const payloadText = (payload: string): string => {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
