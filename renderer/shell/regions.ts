const focusable = 'a[href], button:not([disabled]), input, select, textarea, [tabindex="0"]'

/** F6: the next (or previous) part of the page — nav, page, preview — gets the focus. */
export const focusRegion = (step: number, name?: string): boolean => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent !== null)
  const innermost = regions.findLast((region) => region.contains(document.activeElement))
  const at = innermost ? regions.indexOf(innermost) : -1
  const next = name
    ? regions.find((region) => region.dataset['region'] === name)
    : regions[(at + step + regions.length) % regions.length]
  if (!next) return false
  const inside = next.querySelector<HTMLElement>('[aria-current="page"], [role="grid"], h1[tabindex]') ?? next.querySelector<HTMLElement>(focusable)
  ;(inside ?? next).focus()
  return true
}
