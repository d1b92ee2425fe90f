/** A guilloche rosette as on securities: nested petal rings, drawn from a formula, not from a picture. */
export const rosette = (rings: number, petals: number, radius: number, depth: number, points = 240): string => {
  const lines: string[] = []
  for (let ring = 0; ring < rings; ring += 1) {
    const shift = (ring / rings) * 0.17
    const size = radius - ring * 4.5
    let d = ''
    for (let i = 0; i <= points; i += 1) {
      const angle = (i / points) * 2 * Math.PI
      const r = size + depth * Math.sin(petals * angle + shift * petals) + depth * 0.22 * Math.sin(petals * 2 * angle + shift * petals * 3)
      const x = 250 + r * Math.cos(angle)
      const y = 250 + r * Math.sin(angle)
      d += `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    }
    lines.push(`${d}Z`)
  }
  return lines.join('')
}
