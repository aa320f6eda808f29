import { HELD } from '../model/problem.ts'
import { release, type Errand } from './permission.ts'
import { validatorsOf } from '../fetch/headers.ts'
import type { Entry } from '../model/item.ts'
import type { Fetched, Validators } from '../model/fetched.ts'
import { readerOf } from '../model/reader.ts'
import type { RawItem } from '../model/raw.ts'
import type { SelectConfig } from '../model/config.ts'
import type { StoredItem } from '../model/story.ts'
import type { PageState } from '../model/page-state.ts'
import { present } from '../present.ts'
import { openGivenTexts } from './given-texts.ts'

/** Articles that are fetched for one source in one visit; the others follow at the next ones. */
export const MOST_ARTICLES = 5
/** A body that has so many characters of HTML in the feed is no summary. */
const LONG = 3000
/** Validators kept: those of articles that a feed still shows. */
const MAX_VALIDATORS = 40
/** Marks the hash of an entry whose article was asked for, so that those that wait are told from those that are done. */
export const DONE = '+full'

/** What the store knows of the entries of a document. */
export interface Stored {
  readonly background: (
    entries: readonly { key: string; hash: string }[],
  ) => Promise<{ unchanged: ReadonlySet<string>; changed: readonly string[] }>
  readonly items: (ids: readonly string[]) => Promise<readonly StoredItem[]>
}

/** How the articles of a source are read. */
export interface ArticleOptions {
  /** Where the text stands on its pages. */
  readonly select?: SelectConfig
  /** Publish the whole text although its page says noarchive. */
  readonly isKept: boolean
}

/**
 * Fetches the articles of new and changed entries: politely, conditionally, a few at a time, and only where robots.txt lets them be
 * kept. An article that cannot be had leaves its entry as the feed has it, and is not asked for again until the entry changes; so does a
 * page that shows what others show too.
 */
export async function withFullText(
  entries: readonly Entry[],
  base: string,
  errand: Errand,
  stored: Stored,
  before: PageState,
  options: ArticleOptions,
): Promise<{ readonly entries: readonly Entry[]; readonly state: PageState; readonly notes: readonly string[] }> {
  const done = entries.map((entry) => ({ ...entry, hash: `${entry.hash}${DONE}` }))
  const { unchanged, changed } = await stored.background(done)
  const known = new Map((changed.length === 0 ? [] : await stored.items(changed)).map((item) => [item.key, item]))
  const round = startRound(errand, before, options)
  const result = done.slice()
  const waiting: Waiting[] = []
  const texts = new Map<number, string>()
  const isAlone = aloneAt(entries, base)
  for (const index of inTurn(done, before)) {
    const entry = done[index]!
    if (unchanged.has(entry.key) || isWhole(entry.raw) || !isAlone(entry)) continue
    const kept = known.get(entry.key)
    const { raw, text, waits, asked } = await round.article(entry.raw, addressOf(entry.raw, base), kept)
    if (text !== undefined) texts.set(index, text)
    if (waits && kept && readerOf(kept.hash) !== readerOf(entry.hash)) {
      // what an older reader read stays as it is until its article is asked for
      result[index] = { ...entry, hash: kept.hash }
      continue
    }
    const { hash } = waits ? entries[index]! : entry
    if (waits) waiting.push({ key: entry.key, hash, asked })
    result[index] = { ...entry, raw, hash }
  }
  const shared = [...texts].filter(([, text]) => round.isShared(text))
  for (const [index] of shared) result[index] = done[index]!
  const shown = new Set(entries.map(({ raw }) => addressOf(raw, base)))
  return { entries: result, state: round.state(waiting, (url) => shown.has(url)), notes: shared.length > 0 ? [SHARED_TEXT] : [] }
}

/** What the row of a source says then. */
export const SHARED_TEXT = 'pages of several articles show one and the same text, so these stay as their feed has them'

/** Whether an entry has its address alone: a page that several lead to, of a show or of all notices, is the article of none. */
function aloneAt(entries: readonly Entry[], base: string): (entry: Entry) => boolean {
  const addresses = Map.groupBy(entries, ({ raw }) => addressOf(raw, base))
  return ({ raw }) => addresses.get(addressOf(raw, base))!.length === 1
}

/** Places of entries in the order in which their articles are asked for: new ones, then those that wait, longest first. */
function inTurn(entries: readonly Entry[], { waiting = [] }: PageState): readonly number[] {
  const turns = new Map(waiting.map(([key], n) => [key, n + 1]))
  const turnOf = (place: number) => turns.get(entries[place]!.key) ?? 0
  return [...entries.keys()].toSorted((a, b) => turnOf(a) - turnOf(b))
}

/** An entry that waits for its article. */
export interface Waiting {
  readonly key: string
  readonly hash: string
  /** It was asked for in vain in this round. */
  readonly asked: boolean
}

/** Entries that may wait for their article; a feed shows fewer. */
const MAX_WAITING = 200

/** One round of articles: at most so many, none after the server was busy, validators kept. */
export function startRound(errand: Errand, before: PageState, options: ArticleOptions) {
  const validators = new Map(before.articles ?? [])
  const texts = openGivenTexts(before)
  let asked = 0
  let isOpen = true
  return {
    isShared: texts.isShared,
    async article(
      own: RawItem,
      url: string | undefined,
      kept: StoredItem | undefined,
    ): Promise<{ readonly raw: RawItem; readonly text?: string; readonly waits: boolean; readonly asked: boolean }> {
      const mayAsk = url !== undefined && isOpen && asked < MOST_ARTICLES && errand.hasTime()
      const answer = mayAsk ? await articleAt(url, errand, kept && validators.get(url), options) : undefined
      if (answer?.asked) asked++
      if (answer?.validators && url !== undefined) validators.set(url, answer.validators)
      if (answer?.isBusy) isOpen = false
      const waits = url !== undefined && (!answer || answer.isBusy === true)
      const tried = { waits, asked: answer !== undefined }
      if (answer?.item)
        return { raw: merged(own, answer.item), text: texts.note({ ...answer.item, ...present({ title: own.title }) }), ...tried }
      // an article that waits keeps the text it had
      const keeps = (waits || answer?.isSame) && kept?.content !== undefined
      return { raw: keeps ? { ...own, content: { value: kept.content!, type: 'html' } } : own, ...tried }
    },
    state(waiting: readonly Waiting[], isShown: (url: string) => boolean): PageState {
      const articles = [...validators].filter(([url]) => isShown(url)).slice(-MAX_VALIDATORS)
      const given = texts.remembered()
      const { articles: _, waiting: __, texts: ___, ...rest } = before
      // a server that fails at one article of its own keeps no other one waiting
      const turns = waiting.toSorted((a, b) => Number(a.asked) - Number(b.asked)).map(({ key, hash }) => [key, hash] as const)
      return {
        ...rest,
        ...(given.length > 0 ? { texts: given } : {}),
        ...(articles.length > 0 ? { articles } : {}),
        ...(turns.length > 0 ? { waiting: turns.slice(0, MAX_WAITING) } : {}),
      }
    },
  }
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

async function articleAt(
  url: string,
  errand: Errand,
  validators: Validators | undefined,
  { select, isKept }: ArticleOptions,
): Promise<Answer> {
  const refusal = await errand.refusal(url, { optional: true })
  if (refusal) return { asked: false, isBusy: isBusy(refusal) }
  const fetched = await errand.ask({ url, page: true, optional: true, ...(validators ? { validators } : {}) })
  if (fetched.kind === 'unchanged') return { asked: true, isSame: true, validators: validatorsOf(fetched.headers, validators) }
  if (fetched.kind === 'failed') return { asked: true, isBusy: isBusy(fetched) }
  const parsed = await errand.read(fetched, { as: 'article', ...(select ? { select } : {}) })
  release(fetched)
  if (!parsed.ok) return { asked: true }
  const found = parsed.feed.items.length === 1 ? parsed.feed.items[0] : undefined
  const item = found && isKept ? unwithheld(found) : found
  return {
    asked: true,
    validators: fetched.truncated ? {} : validatorsOf(fetched.headers),
    ...(item?.content ? { item: { ...item, content: { ...item.content, base: parsed.feed.base ?? fetched.url } } } : {}),
  }
}

/** Codes of what is likely over at the next visit. */
const PASSING: ReadonlySet<string> = new Set(['timeout', 'aborted', HELD])

const isBusy = ({ status = 0, problem }: Extract<Fetched, { kind: 'failed' }>): boolean =>
  status === 429 || status >= 500 || PASSING.has(problem.code)

/** The curator answers for publishing the text although its page says noarchive. */
export function unwithheld(item: RawItem): RawItem {
  const { withheld: _, ...open } = item
  return open
}

/** The article's text under the entry's own words; what the entry does not say, the article may. */
function merged(entry: RawItem, article: RawItem): RawItem {
  const published = entry.published ?? article.published
  const image = entry.image ?? article.image
  return {
    ...entry,
    ...(article.content ? { content: article.content } : {}),
    ...(article.withheld ? { withheld: article.withheld, shown: entry } : {}),
    ...(published === undefined ? {} : { published }),
    ...(image === undefined ? {} : { image }),
    authors: entry.authors.length > 0 ? entry.authors : article.authors,
  }
}
