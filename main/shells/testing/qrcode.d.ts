declare module 'qrcode' {
  /** Only the pure part is used: modules in, our own SVG out. */
  export const create: (
    text: string, options?: { errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' },
  ) => { modules: { size: number; get: (row: number, column: number) => number | boolean } }
}
