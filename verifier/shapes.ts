/** Each answer has its own outline: it is told apart without colour. */
export const shapes = {
  star: 'M16 1l4.2 4.8 6.4-.4.4 6.4L31.8 16l-4.8 4.2-.4 6.4-6.4-.4L16 31l-4.2-4.8-6.4.4-.4-6.400L.2 16 5 11.800l.4-6.4 6.4.4zM9.5 16.500l4.5 4.5 8.5-9.5',
  octagon: 'M10 2h12l8 8v12l-8 8H10l-8-8V10zM11 11l10 10M21 11 11 21',
  barred: 'M16 2a14 14 0 1 0 0 28 14 14 0 0 0 0-28zM8 16h16',
  clock: 'M16 2a14 14 0 1 0 0 28 14 14 0 0 0 0-28zM16 8v9l5.5 3.5',
  question: 'M3 3h26v26H3zM12 12.600a4 4 0 1 1 5.6 3.600c-1.1.5-1.6 1.2-1.6 2.600M16 23.500v.2',
  test: 'M3 3h26v26H3zM10 10.500h12M16 10.500v12',
} as const
export type Shape = keyof typeof shapes
