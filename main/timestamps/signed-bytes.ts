import type { StampedKind } from '#contract/timestamps'

/**
 * What a timestamp stands over: of a compact JWS its signature bytes (so that the text is bound through the signature, as in
 * JAdES `sigTst`), of a checkpoint the whole note.
 */
export const signedBytes = (kind: StampedKind, text: string): Buffer =>
  kind === 'checkpoint' ? Buffer.from(text) : Buffer.from(text.slice(text.lastIndexOf('.') + 1), 'base64url')
