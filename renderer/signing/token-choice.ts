/** A token in a reader and a key on it; null: one that is still to be made. */
export type TokenChoice = { module: string; serial: string; keyId: string | null }
