/** @returns as in `linux-x64`; null when the file is no program of a known kind */
export const targetOf: (file: string) => string | null
