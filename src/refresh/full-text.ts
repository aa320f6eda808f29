import type { Errand } from './permission.ts'
import { validatorsOf } from '../fetch/headers.ts'
import type { Entry } from '../model/item.ts'
import type { Fetched, Validators } from '../model/fetched.ts'
import type { RawItem } from '../model/raw.ts'
import type { StoredItem } from '../model/story.ts'
import { parse } from '../parse/parse.ts'
import type { PageState } from './build.ts'

/** Articles that are fetched for one source in one visit; the others follow at the next ones. */
export const MOST_ARTICLES = 5
/** A body that has so many characters of HTML in the feed is no summary. */
const LONG = 3000
/** Validators kept: those of articles that a feed still shows. */
const MAX_VALIDATORS = 40
/** Marks the hash of an entry whose article was asked for, so that those that wait are told from those that are done. */
const DONE = '+full'

/** What the store knows of the entries of a document. */
export interface Stored {
  readonly background: (
    entries: readonly { key: string; hash: string }[],
  ) => Promise<{ unchanged: ReadonlySet<string>; changed: readonly string[] }>
  readonly items: (ids: readonly string[]) => Promise<readonly StoredItem[]>
}

/**
 * Fetches the articles of new and changed entries: politely, conditionally, a few at a time, and only where robots.txt and the page
 * itself let them be kept. An article that cannot be had leaves its entry as the feed has it, and is not asked for again until
 * the entry changes.
 */
export async function withFullText(
  entries: readonly Entry[],
  base: string,
  errand: Errand,
  stored: Stored,
  before: PageState,
): Promise<{ readonly entries: readonly Entry[]; readonly state: PageState }> {
  const done = entries.map((entry) => ({ ...entry, hash: `${entry.hash}${DONE}` }))
  const { unchanged, changed } = await stored.background(done)
  const known = new Map((changed.length === 0 ? [] : await stored.items(changed)).map((item) => [item.key, item]))
  const validators = new Map(before.articles ?? [])
  const result: Entry[] = []
  let asked = 0
  let isOpen = true
  for (const [index, entry] of done.entries()) {
    const kept = known.get(entry.key)
    if (unchanged.has(entry.key)) result.push(entry)
    else if (isWhole(entry.raw)) result.push(entry)
    else {
      const url = addressOf(entry.raw, base)
      const mayAsk = url !== undefined && isOpen && asked < MOST_ARTICLES && errand.hasTime()
      const answer = mayAsk ? await articleAt(url, errand, kept && validators.get(url)) : undefined
      if (answer?.asked) asked++
      if (answer?.validators && url !== undefined) validators.set(url, answer.validators)
      if (answer?.isBusy) isOpen = false
      const waits = url !== undefined && (!answer || answer.isBusy)
      // an article that waits keeps the text it had
      const raw = answer?.item
        ? merged(entry.raw, answer.item)
        : (waits || answer?.isSame) && kept?.content
          ? { ...entry.raw, content: { value: kept.content, type: 'html' as const } }
          : entry.raw
      result.push({ ...entry, raw, hash: waits ? entries[index]!.hash : entry.hash })
    }
  }
  const shown = new Set(entries.map(({ raw }) => addressOf(raw, base)))
  const articles = [...validators].filter(([url]) => shown.has(url)).slice(-MAX_VALIDATORS)
  const { articles: _, ...rest } = before
  return { entries: result, state: { ...rest, ...(articles.length > 0 ? { articles } : {}) } }
}

const isWhole = ({ content }: RawItem): boolean => (content?.value.length ?? 0) >= LONG

function addressOf({ link }: RawItem, base: string): string | undefined {
  const url = link === undefined ? null : URL.parse(link, base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined
}

interface Answer {
  readonly asked: boolean
  readonly item?: RawItem
  readonly validators?: Validators
  /** A 304: what is stored is what it says. */
  readonly isSame?: boolean
  /** The server is not to be asked more now. */
  readonly isBusy?: boolean
}

async function articleAt(url: string, errand: Errand, validators: Validators | undefined): Promise<Answer> {
  if (!(await errand.allows(url))) return { asked: false }
  const fetched = await errand.ask({ url, page: true, ...(validators ? { validators } : {}) })
  if (fetched.kind === 'unchanged') return { asked: true, isSame: true, validators: validatorsOf(fetched.headers, validators) }
  if (fetched.kind === 'failed') return { asked: true, isBusy: isBusy(fetched) }
  const parsed = parse(fetched, { insist: true })
  if (!parsed.ok) return { asked: true }
  const item = parsed.feed.items.length === 1 ? parsed.feed.items[0] : undefined
  return {
    asked: true,
    validators: fetched.truncated ? {} : validatorsOf(fetched.headers),
    ...(item?.content ? { item: { ...item, content: { ...item.content, base: parsed.feed.base ?? fetched.url } } } : {}),
  }
}

const isBusy = ({ status = 0, problem }: Extract<Fetched, { kind: 'failed' }>): boolean =>
  status === 429 || status >= 500 || problem.code === 'timeout' || problem.code === 'aborted'

/** The article's text under the entry's own words; what the entry does not say, the article may. */
function merged(entry: RawItem, article: RawItem): RawItem {
  const published = entry.published ?? article.published
  const image = entry.image ?? article.image
  return {
    ...entry,
    ...(article.content ? { content: article.content } : {}),
    ...(published === undefined ? {} : { published }),
    ...(image === undefined ? {} : { image }),
    authors: entry.authors.length > 0 ? entry.authors : article.authors,
  }
}
