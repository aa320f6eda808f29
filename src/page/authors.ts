import type { RawPerson } from '../model/raw.ts'
import { ORGANISATION, ROLE, SITE_ARTICLE, SYSTEM_NAMES } from './author-names.ts'
import { bare } from './measure.ts'

/** Addresses of mail and of the web, numbers, handles: none of them is a name. */
const NO_NAME =
  /^(?:https?:)?\/\/|(?:^|\s)www\.|^@|\S@\S+\.\S|\[at\]|\(at\)|^[^\p{L}]+$|^[-\w]+(?:\.[-\w]+)*\.(?:com|org|net|de|at|ch|fr|it|es|eu|uk|pl|nl|info|news|tv|io)$/iu
/** Whose picture or text it is, not who wrote it. */
const CREDIT = /^(?:foto|photo|bild|image|quelle|source|copyright|©|\(c\)|fuente|fotos)\b/i
/** What several names are parted by, and a name and what its bearer is or works for. */
const BETWEEN = /\s+(?:and|und|et|y|e|og|och|en|i|и|&|with|mit|avec|con)\s+|\s*[,;|•·/]\s*|\s+[-–—]\s+/iu
/** A given name and a family name, with particles and initials. */
const PERSON = /^\p{Lu}[\p{L}\p{M}.’'-]*(?:\s+(?:\p{Lu}[\p{L}\p{M}.’'-]*|d[aeou]s?|del|der|van|von|la|le|di|bin|al|el|ter|zu)){1,4}$/u
/** What says that a name follows. */
const SAYS_BY =
  /^(?:(?:(?:written|posted|published|submitted|reported|veröffentlicht|geschrieben|verfasst|erstellt|publié|écrit|rédigé|publicado|escrito|scritto|pubblicato|geschreven|skrevet|skriven|(?:ein|eine) \p{L}{3,20}|an? \p{L}{3,20}) )?(?:by|von|par|por|di|da|door|av|af)|reporter|author|autor(?:in|a|e)?|auteur|text|текст|автор|記者|记者|作者|文)[:：\s]\s*/iu
/** What stands behind a name: an account, an address, a role in brackets, a link to all that the author wrote. */
const BEHIND =
  /\s+(?:@\w{1,30}|\S+@\S+\.\S+|https?:\S+|\([^()]{0,60}\)|(?:alle (?:artikel|beiträge)|all (?:articles|posts)|more (?:articles|stories|from)|see all|view (?:all|profile|bio)|tous les articles|todos los artículos|staff (?:writer|reporter)|contributing writer|senior (?:writer|reporter|editor)|follow|shares?|published|updated)\b.*|記者|记者)$/iu
/** What a publisher puts before a name: its own, or what the writer is there (`Example-Online-Expertin Ann Lee`). */
const BEFORE = /^\S*-(?:expert(?:e|in)|redakteur(?:in)?|reporter(?:in)?|autor(?:in)?|korrespondent(?:in)?|kolumnist(?:in)?)\s+(?=\p{Lu})/iu

/** A name as a byline has it, or undefined where nobody is named: addresses, system accounts, half a page. */
function authorOf(written: string | undefined): RawPerson | undefined {
  const name = nameIn(written ?? '')
  if (name === '' || name.length > 100 || NO_NAME.test(name) || CREDIT.test(name) || SYSTEM_NAMES.has(name.toLowerCase())) return undefined
  return { name }
}

function nameIn(written: string): string {
  // longer ones are no names, and not searched for any
  const line = written.length > 300 ? '' : written.replace(/\s+/g, ' ').trim()
  let name = line.replace(SAYS_BY, '').replace(BEFORE, '')
  for (let shorter = name.replace(BEHIND, ''); shorter !== name; shorter = name.replace(BEHIND, '')) name = shorter.trim()
  return name.trim().replace(TWICE, '$1') || line
}

/** A name that stands twice, once for those who hear the page. */
const TWICE = /^(.{4,60}?)\s?\1$/

export const authorsOf = (written: readonly (string | undefined)[]): readonly RawPerson[] => {
  const all = new Map<string, RawPerson>()
  for (const one of written.flatMap(apart)) {
    const author = authorOf(one)
    if (author && all.size < MAX_AUTHORS) all.set(author.name!.toLowerCase(), author)
  }
  return [...all.values()]
}
const MAX_AUTHORS = 20

/** `Ann Lee and Bo Ek` are two, and `Ann Lee, Reporter` is one; so is `Lee, Ann`. */
function apart(written: string | undefined): readonly (string | undefined)[] {
  if (written === undefined || written.length > 300) return [written]
  const parts = nameIn(written)
    .split(BETWEEN)
    .map((part) => withoutPlace(nameIn(part)))
  return isSomebody(parts[0]!) ? parts.filter(isSomebody) : [written]
}

const isSomebody = (name: string): boolean => isPerson({ name }) && !ROLE.test(name)

/** `Ann Lee in Berlin`, `Ann Lee for The Towpath`, `Ann Lee Associated Press`: who writes, without where and for whom. */
function withoutPlace(name: string): string {
  const rest = name.replace(/\s+(?:(?:in|aus|from|for|für|on|am)\s.*|(?:associated press|reuters|afp|dpa|ap))$/iu, '')
  return rest !== name && isSomebody(rest) ? rest : name
}

/** Whether a name is that of somebody rather than of an organisation, as far as names tell. */
export const isPerson = ({ name = '' }: RawPerson): boolean => PERSON.test(name) && !ORGANISATION.test(name)

/**
 * Who wrote it, of what several kinds of evidence say: the first that names a person, else the first that names anybody. The site is
 * nobody, unless somebody publishes under their own name.
 * @param sites names of the site, and its host
 * @param persons who is said to be a person: typed so, or signed in the text
 */
export function firstAuthors(
  all: readonly (readonly RawPerson[] | undefined)[],
  sites: readonly (string | undefined)[],
  persons: readonly RawPerson[] = [],
): readonly RawPerson[] {
  const own = new Set(sites.flatMap((site) => (site === undefined ? [] : [bare(site)])))
  // somebody who writes at an address of their own name is a person all the same
  const labels = new Set(sites.map((site) => bare(LABEL.exec(site ?? '')?.[1] ?? '')))
  const known = new Set(persons.filter(isOnlyPerson).map(({ name = '' }) => bare(name)))
  const isSite = (person: RawPerson): boolean => {
    const name = bare(person.name ?? '')
    return (own.has(name) && !known.has(name)) || (labels.has(name) && !isPerson(person))
  }
  const others = all.map((persons = []) => persons.map((person) => withoutSite(person, own)).filter((person) => !isSite(person)))
  return others.find((persons) => persons.some(isPerson)) ?? others.find((persons) => persons.length > 0) ?? []
}

const isOnlyPerson = (person: RawPerson): boolean => isPerson(person) && !SITE_ARTICLE.test(person.name ?? '')

/** `Example - Ann Lee` on the site of Example. */
function withoutSite(person: RawPerson, own: ReadonlySet<string>): RawPerson {
  const parts = person.name?.split(/\s+[-–—|/]\s+/) ?? []
  const rest = parts.filter((part) => !own.has(bare(part)))
  return parts.length === 2 && rest.length === 1 ? { ...person, name: rest[0]! } : person
}

/** The name of a host without what stands around it. */
const LABEL = /^(?:www\.)?([\w-]{4,})\.[a-z.]{2,12}$/i
