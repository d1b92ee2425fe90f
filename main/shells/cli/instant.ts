/** An instant as flags take it: UTC, to the second or finer. */
export const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/
