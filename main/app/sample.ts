import submissions from '#sample/submissions.csv?raw'

/** The shipped sample of paper submissions, the same bytes as build/sample/submissions.csv. */
export const sampleSubmissions = (): Uint8Array => new TextEncoder().encode(submissions)
