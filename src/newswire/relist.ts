import { sourceFace } from '../curate/masthead.ts'
import { choicesOf, listingsOf, relistStory, type Listing, type Naming } from '../curate/standing.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Instant } from '../model/time.ts'
import type { Store } from '../store/port/store.ts'

/** What a look at whole stories needs. */
export interface Shelves {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly now: () => Instant
}

/** Stories that are looked at with all of their items at once, in a dozen statements: a Worker has 128 MB, and a batch of D1 ends after 30 s. */
const AT_ONCE = 50
/** What a feed may show, and as many more as an editor leafs through, are judged before it is rendered. */
const MARGIN = 50
/** Stories judged for that at most: a rule that keeps next to nothing ends too, and the rest comes with the walk. */
const MOST_HEADED = 1000
/** Somebody stored items meanwhile: so often in a row it means something else. */
const MOST_TRIES = 20

export interface Relook {
  /** Something went back to its place because an editor's time for it was over: then feeds have changed. */
  readonly hasLapsed: boolean
  /** All that was marked is looked at. Else others choose, and so it is theirs. */
  readonly isOurs: boolean
}

/** Looks at what is marked, and at the newest stories of feeds that choose by something else now. Nearly always there is nothing. */
export async function relistPending(shelves: Shelves): Promise<Relook> {
  const { store, feeds, now } = shelves
  let anyLapsed = false
  for (;;) {
    const { stories, feeds: unheaded, hasLapsed, isOurs } = await store.pending(choicesOf(feeds), AT_ONCE, now())
    if (hasLapsed) {
      anyLapsed = true
      await store.lapse(now())
      continue
    }
    for (const slug of unheaded) await relistHead(shelves, slug)
    if (stories.length === 0) return { hasLapsed: anyLapsed, isOurs }
    await relist(shelves, stories)
  }
}

/** The newest stories of a feed: those of its sources, and those that it still holds by another choice. */
async function relistHead(shelves: Shelves, slug: string): Promise<void> {
  const { store, feeds } = shelves
  const listing = listingsOf(feeds).find(({ feed }) => feed === slug)
  if (!listing) return
  const most = listing.config.limit + MARGIN
  const judged = new Set<string>()
  let next = await store.newestStories([...listing.prefer.keys()], most)
  while (next.length > 0 && judged.size < MOST_HEADED) {
    await relist(shelves, next)
    for (const story of next) judged.add(story)
    next = (await store.topStories(slug, most)).filter((story) => !judged.has(story))
  }
  await store.headed(choicesOf(feeds), slug)
}

export interface WalkBounds {
  /** Items that one step looks at. */
  readonly items: number
  /** Rows written from which on it is enough: D1 counts them. */
  readonly rows: number
  readonly steps: number
}

/**
 * A minute on Workers: some milliseconds, at most half of the 50 statements that a free invocation has, and about six in ten of a free day's
 * 100,000 rows, as a row of `contents` is two with its index.
 */
export const WALK_ON_WORKERS: WalkBounds = { items: 20, rows: 40, steps: 2 }
/** So many items are four tenths of a free day's rows: the last of them go several times as fast, in two hours. */
const FEW_LEFT = 8000
const ROWS_OF_FEW = 160
/** A step on Node: some tens of milliseconds, in which nobody else is served. */
export const WALK_ON_NODE: WalkBounds = { items: 100, rows: Number.POSITIVE_INFINITY, steps: 1 }

/** Goes on with judging what was stored before the feeds chose as they do now; gives whether more is left. */
export async function walkOn(shelves: Shelves, bounds: WalkBounds): Promise<boolean> {
  const { store } = shelves
  let { items, rows } = bounds
  const choices = choicesOf(shelves.feeds)
  let written = 0
  for (let step = 0; step < bounds.steps && written < rows; step++) {
    const { stories, row } = await store.ahead(choices, items)
    if (row === undefined) {
      if ((await store.relistProgress()) !== undefined) await store.walked(choices, undefined)
      return false
    }
    written += await relist(shelves, stories)
    await store.walked(choices, row)
    if (row < FEW_LEFT) rows = Math.max(rows, ROWS_OF_FEW)
    items = Math.max(items, AT_ONCE)
  }
  return true
}

/** Looks at whole stories; gives the number of rows that had to be changed. */
async function relist(shelves: Shelves, ids: readonly string[]): Promise<number> {
  const { store, feeds } = shelves
  const listings = listingsOf(feeds)
  const naming = await namingOf(store, listings)
  let written = 0
  for (let start = 0; start < ids.length; start += AT_ONCE) written += await relistSome(shelves, naming, ids.slice(start, start + AT_ONCE))
  return written
}

async function relistSome({ store, feeds, now }: Shelves, naming: Naming, ids: readonly string[]): Promise<number> {
  const [listings, choices] = [listingsOf(feeds), choicesOf(feeds)]
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const whole = await store.whole(choices, ids)
    // whoever changed the configuration judges them
    if (!whole) return 0
    const { version, stories, acts } = whole
    const found = new Set(stories.map(({ id }) => id))
    const written = await store.relist({
      version,
      choices,
      relisted: stories.map((story) => relistStory(story, listings, naming, { acts: acts.get(story.id) ?? [], now: now() })),
      empty: ids.filter((id) => !found.has(id)),
      feeds: listings.map(({ feed }) => feed),
    })
    if (written !== undefined) return written
  }
  throw new Error(`what feeds hold could not be saved in ${MOST_TRIES} tries`)
}

/** Where no rule asks for names, none are read. */
async function namingOf(store: Store, listings: readonly Listing[]): Promise<Naming> {
  if (!listings.some(({ asksNames }) => asksNames)) return () => ''
  const faces = await store.faces([...new Set(listings.flatMap(({ prefer }) => [...prefer.keys()]))])
  return (url, feed) => sourceFace(url, feed, faces.get(url)).name
}
