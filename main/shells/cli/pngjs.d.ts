declare module 'pngjs' {
  /** Only the synchronous part is used: bytes in, RGBA out. */
  export const PNG: { sync: {
    read: (bytes: Buffer) => { width: number; height: number; data: Buffer }
    write: (picture: { width: number; height: number; data: Buffer }) => Buffer
  } }
}
