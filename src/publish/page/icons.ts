import { digest } from '../../hash.ts'
import { markup, type Markup } from './layout.ts'

/** The sign of the site: sheets, folded into one. */
export const SITE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#8c1d18"/><path d="M6 9l5 15 5-12 5 12 5-15" fill="none" stroke="#fff" stroke-width="3.2" stroke-linejoin="round" stroke-linecap="round"/></svg>
`

/** Degrees of a colour wheel. Beside white letters all of them have a contrast of 4.5 : 1 or more (WCAG 2.2, 1.4.3). */
const HUES = 360

/**
 * A source's sign: its first letter on a colour of its own, the same everywhere and for ever. Nothing is fetched from the source:
 * that would tell it who reads.
 */
export function letterTile(name: string, host: string): Markup {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '·'
  const hue = Number.parseInt(digest(host).slice(0, 6), 16) % HUES
  return markup`<svg class="tile" aria-hidden="true" viewBox="0 0 16 16" width="16" height="16"><rect width="16" height="16" rx="4" fill="hsl(${String(hue)} 45% 30%)"/><text x="8" y="11.8" text-anchor="middle" font-size="10.5" font-weight="700" fill="#fff">${letter}</text></svg>`
}
