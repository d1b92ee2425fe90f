import type { Clock } from '#contract/dossiers'

/** S0-27: the fourteen days are over and nothing is decided; a standing clock is judged as if it went on today (S0-11). */
export const isLate = (clock: Clock | null): clock is Clock & { daysLeft: number } =>
  clock !== null && clock.daysLeft !== null && clock.daysLeft < 0
