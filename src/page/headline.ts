import { bare } from './measure.ts'
import type { Piece } from './piece.ts'

/** What parts a headline from the name of its site. */
const SEPARATOR = /\s+[|｜–—·•»«:-]+\s+|\s*[|｜]\s*/

/** Whether a line is the headline, or begins with it: an agency's filing code may follow. */
export function isHeadline(line: string, title: string): boolean {
  if (line.length > 3 * title.length + 40) return false
  const [a, b] = [bare(line), bare(title)]
  return (
    a !== '' &&
    b !== '' &&
    (a === b || (b.length >= 20 && (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= Math.min(12, b.length / 4)))
  )
}

/** A title without the name of the site before or behind it. `heading`: the page's own headline, where it is known. */
export function withoutSite(title: string, site: string | undefined, heading: string | undefined): string {
  const parts = title.split(SEPARATOR).filter((part) => part !== '')
  if (parts.length < 2) return title
  if (heading !== undefined && bare(title) !== bare(heading) && bare(heading).length >= 6 && bare(title).includes(bare(heading)))
    return heading
  const name = site === undefined ? '' : bare(site)
  const first = bare(parts[0]!)
  const last = bare(parts.at(-1)!)
  if (name !== '' && last !== '' && (last === name || name.includes(last) || last.includes(name))) return upTo(title, parts.at(-1)!)
  if (name !== '' && first !== '' && first === name) return title.slice(title.indexOf(parts[1]!)).trim()
  return title
}

/** `<title>` alone: sites write their name and section behind the headline, short. */
export function titleAlone(title: string, site: string | undefined): string {
  const known = withoutSite(title, site, undefined)
  if (known !== title) return known
  const parts = title.split(SEPARATOR).filter((part) => part !== '')
  if (parts.length < 2) return title
  const longest = parts.toSorted((a, b) => bare(b).length - bare(a).length)[0]!
  return bare(longest).length * 2 >= bare(title).length ? (longest === parts[0] ? upTo(title, parts[1]!) : longest) : title
}

/** Cuts before a part, and the separator before it. */
function upTo(title: string, part: string): string {
  const at = title.lastIndexOf(part)
  return title
    .slice(0, at)
    .replace(/[\s|｜–—·•»«:-]+$/u, '')
    .trim()
}

/**
 * The page's headline among its headings: an `h1` that its title speaks of, else the last `h1` before the article; a logo is often one too.
 * @param before where the article begins, as an index into the pieces
 */
export function headingOf(pieces: readonly Piece[], before: number, titles: readonly (string | undefined)[]): Piece | undefined {
  const headings = pieces.filter(({ kind, text }) => kind === 'heading' && text.length >= 4 && text.length <= 400)
  const told = titles.flatMap((title) => (title === undefined ? [] : [bare(title)]))
  const spoken = headings.filter(
    ({ text }) =>
      bare(text).length >= 4 && told.some((title) => title.includes(bare(text)) || (title.length >= 15 && bare(text).startsWith(title))),
  )
  const best = spoken.toSorted((a, b) => bare(b.text).length - bare(a.text).length)[0]
  if (best && (bare(best.text).length >= 12 || best.level === 1)) return best
  const first = headings.filter(({ level }) => level === 1)
  const above = new Set(pieces.slice(0, before + 1))
  return first.findLast((piece) => above.has(piece)) ?? first[0]
}
