const odd = (n: number): boolean => n % 2 === 1
const half = (n: number): number => Math.floor(n / 2)

/**
 * RFC 9162 §2.1.3.2 without its hashes: for each hash of a path, on which side of what was found so far it stands.
 * @returns null where a path of this length carries no leaf `index` to the root of `size` leaves.
 */
export const pathSides = (index: number, size: number, length: number): ('left' | 'right')[] | null => {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null
  const sides: ('left' | 'right')[] = []
  let [position, last] = [index, size - 1]
  while (sides.length < length) {
    if (last === 0) return null
    const left = odd(position) || position === last
    sides.push(left ? 'left' : 'right')
    if (left) while (!odd(position) && position !== 0) [position, last] = [half(position), half(last)];
    [position, last] = [half(position), half(last)]
  }
  return last === 0 ? sides : null
}
