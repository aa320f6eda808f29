import type { Entry } from '../model/item.ts'
import type { Document, RawFeed, RawItem, RawText } from '../model/raw.ts'
import type { StoredItem } from '../model/story.ts'
import { iso, type Instant } from '../model/time.ts'
import { present } from '../present.ts'
import { lacksKey } from '../normalize/secrets.ts'
import type { PageState } from '../model/page-state.ts'
import { DONE, SHARED_TEXT, startRound, type ArticleOptions, type Stored, type Waiting } from './full-text.ts'
import type { Errand } from './permission.ts'
import { withheldNotes } from './withhold.ts'

/** Articles of entries that were stored before, with what they are read by. */
export interface Late {
  readonly entries: readonly Entry[]
  readonly feed: RawFeed
  readonly document: Document
}

/** The next few of the articles that wait, while the feed itself has not changed. */
export async function lateTexts(
  url: string,
  errand: Errand,
  stored: Stored,
  before: PageState,
  options: ArticleOptions,
): Promise<{ readonly late?: Late; readonly state: PageState }> {
  const waiting = before.waiting ?? []
  if (waiting.length === 0) return { state: before }
  const { changed } = await stored.background(waiting.map(([key, hash]) => ({ key, hash: `${hash}${DONE}` })))
  const hashes = new Map(waiting)
  const items = (await stored.items(changed)).filter((item) => hashes.get(item.key) === item.hash)
  const round = startRound(errand, before, options)
  const entries: Entry[] = []
  const still: Waiting[] = []
  const notes = new Set<string>()
  for (const item of items) {
    // only the feed has the whole address: it is asked for when that is read again
    if (item.url !== undefined && lacksKey(item.url)) {
      still.push({ key: item.key, hash: item.hash, asked: false })
      continue
    }
    const raw = rawOf(item)
    const answer = await round.article(raw, item.url, undefined)
    if (answer.waits) still.push({ key: item.key, hash: item.hash, asked: answer.asked })
    else {
      const isShared = answer.text !== undefined && round.isShared(answer.text)
      if (isShared) notes.add(SHARED_TEXT)
      entries.push({ key: item.key, hash: `${item.hash}${DONE}`, raw: isShared ? raw : answer.raw, stored: item })
    }
  }
  const state = round.state(still, () => true)
  if (entries.length === 0) return { state }
  return {
    late: {
      entries,
      feed: { ...NO_FEED, link: url, notes: [...withheldNotes(entries.map(({ raw }) => raw)), ...notes] },
      document: { url, headers: {}, bytes: new Uint8Array() },
    },
    state,
  }
}

/** A feed that says nothing of its items. */
const NO_FEED: RawFeed = {
  format: 'rss',
  links: [],
  hubs: [],
  authors: [],
  categories: [],
  hints: { skipHours: [], skipDays: [] },
  items: [],
  truncated: false,
  notes: [],
}

/** A stored item as an entry that says the same. */
function rawOf(item: StoredItem): RawItem {
  const { guid, title, summary, content, url, published, updated, authors, categories, image, language } = item
  return {
    title: { value: title, type: 'text' },
    links: [],
    authors: authors.map((name) => ({ name })),
    contributors: [],
    categories,
    enclosures: [],
    ...present({ id: guid, link: url, image, language }),
    ...present({ summary: html(summary), content: html(content), published: dateIn(published), updated: dateIn(updated) }),
  }
}

const html = (value: string | undefined): RawText | undefined => (value === undefined ? undefined : { value, type: 'html' })
const dateIn = (instant: Instant | undefined): string | undefined => (instant === undefined ? undefined : iso(instant))
