import type { RawPerson } from '../model/raw.ts'
import { bare } from './measure.ts'

/** Accounts of publishing systems, which sign what nobody signed, and what systems write where nobody is known. */
const SYSTEM = new Set([
  'admin',
  'administrator',
  'super user',
  'superuser',
  'webmaster',
  'root',
  'editor',
  'wpadmin',
  'user',
  'anonymous',
  'null',
  'undefined',
  'none',
  'n/a',
  'no author',
  'unknown',
  'unbekannt',
  'author',
  'autor',
  'staff',
  'guest',
])

/** Addresses of mail and of the web, numbers, handles: none of them is a name. */
const NO_NAME =
  /^(?:https?:)?\/\/|^www\.|^@|\S@\S+\.\S|\[at\]|\(at\)|^[\d\W]+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|at|ch|fr|it|es|eu|uk|pl|nl|info|news|tv|io)$/i
/** Whose picture or text it is, not who wrote it. */
const CREDIT = /^(?:foto|photo|bild|image|quelle|source|copyright|©|\(c\)|fuente|fotos)\b/i
/** What several names are parted by. */
const BETWEEN = /\s+(?:and|und|et|y|e|og|och|en|i|&)\s+|\s*[,;|]\s*/
/** A given name and a family name, with particles and initials. */
const PERSON = /^\p{Lu}[\p{L}\p{M}.’'-]*(?:\s+(?:\p{Lu}[\p{L}\p{M}.’'-]*|d[aeou]s?|del|der|van|von|la|le|di|bin|al|el|ter|zu)){1,4}$/u
/** Words that only organisations have in their names. */
const ORGANISATION =
  /\b(?:news|media|redaktion|newsroom|desk|staff|team|agency|agencies|agencia|agence|agentur|press|presse|editorial|editors|verlag|gmbh|e\.?\s?v\.?|inc|ltd|s\.?a|verband|magazin|magazine|times|post|zeitung|online|tv|radio|network|office|institut\w*|university|ministry|foundation|association)\b/i

/** A name as a byline has it, or undefined where nobody is named: addresses, system accounts, half a page. */
function authorOf(written: string | undefined): RawPerson | undefined {
  const name =
    written
      ?.replace(/\s+/g, ' ')
      .trim()
      .replace(/^(?:by|von|par|por|di)[:\s]\s*/i, '')
      .trim() ?? ''
  if (name === '' || name.length > 100 || NO_NAME.test(name) || CREDIT.test(name) || SYSTEM.has(name.toLowerCase())) return undefined
  return { name }
}

export const authorsOf = (written: readonly (string | undefined)[]): readonly RawPerson[] => {
  const all = new Map<string, RawPerson>()
  for (const one of written.flatMap(apart)) {
    const author = authorOf(one)
    if (author && all.size < MAX_AUTHORS) all.set(author.name!.toLowerCase(), author)
  }
  return [...all.values()]
}
const MAX_AUTHORS = 20

/** `Ann Lee and Bo Ek` are two, if each part is a name; `Lee, Ann` is one. */
function apart(written: string | undefined): readonly (string | undefined)[] {
  if (written === undefined || written.length > 300) return [written]
  const parts = written
    .trim()
    .replace(/^(?:by|von|par|por|di)[:\s]\s*/i, '')
    .split(BETWEEN)
    .filter((part) => part !== '')
  return parts.length > 1 && parts.every((part) => PERSON.test(part)) ? parts : [written]
}

const isPerson = ({ name = '' }: RawPerson): boolean => PERSON.test(name) && !ORGANISATION.test(name)

/**
 * Who wrote it, of what several kinds of evidence say: the first that names a person, else the first that names anybody. The site is
 * nobody.
 * @param sites names of the site, and its host
 */
export function firstAuthors(
  all: readonly (readonly RawPerson[] | undefined)[],
  sites: readonly (string | undefined)[],
): readonly RawPerson[] {
  const own = new Set(sites.flatMap((site) => (site === undefined ? [] : [bare(site)])))
  const others = all.map((persons = []) => persons.filter(({ name = '' }) => !own.has(bare(name))))
  return others.find((persons) => persons.some(isPerson)) ?? others.find((persons) => persons.length > 0) ?? []
}
