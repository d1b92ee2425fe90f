import { number } from './digits'

/** Hours as people say them: minutes below one, days and hours from two days on. */
export const duration = (hours: number): string => {
  if (hours < 1) return hours * 60 < 1 ? 'کمتر از یک دقیقه' : `${number(Math.floor(hours * 60))} دقیقه`
  const whole = Math.floor(hours)
  if (whole < 48) return `${number(whole)} ساعت`
  const rest = whole % 24
  return `${number(Math.floor(whole / 24))} روز${rest > 0 ? ` و ${number(rest)} ساعت` : ''}`
}
