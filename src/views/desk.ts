import { everything } from '../config/watched.ts'
import { undoneActs } from '../curate/acts.ts'
import { choose, chooseDoubtful, chooseEntry, chooseState, compose, type Choice } from '../curate/curate.ts'
import type { Act, Ruling } from '../model/act.ts'
import type { FeedConfig } from '../model/config.ts'
import type { PublishedEntry } from '../model/published.ts'
import { STATE, type State } from '../model/standing.ts'
import type { Place } from '../store/port/items.ts'
import { actSentence } from './act-sentence.ts'
import { viewWholeStory, type StoryView } from './story.ts'
import type { Wire } from './wire.ts'

/** What an editor may look at of a feed. */
export const TABS = ['published', 'held', 'hidden', 'all', 'doubtful'] as const
export type Tab = (typeof TABS)[number]

/** A story in a feed, as an editor has it before them. */
export interface DeskRow {
  /** Id of the story, or of the item where the feed folds nothing. */
  readonly id: string
  /** As the feed publishes it. */
  readonly entry: PublishedEntry
  readonly state: State
  readonly ruling: Ruling
  readonly isPinned: boolean
  /** The publisher's own headline, where an editor gave another. */
  readonly publishersTitle?: string
  /** The newest act on the story that still holds. */
  readonly last?: Act
}

export interface DeskList {
  readonly feed: FeedConfig
  readonly rows: readonly DeskRow[]
  readonly next?: Place
  /** The newest act there was before the rows were read. */
  readonly seen: number
}

/** Rows of a page, and how many are looked through for words. */
const A_PAGE = 50
const SEARCHED = 200

/** The feed of this slug; of an empty one all feeds together. */
export const deskFeed = (feeds: readonly FeedConfig[], slug: string): FeedConfig | undefined =>
  slug === '' ? everything(feeds) : feeds.find((feed) => feed.slug === slug)

/** One tab of a feed; `words` leaves those of which headline or source hold them all. */
export async function viewDesk(
  wire: Wire,
  feed: FeedConfig,
  { tab, after, words = '' }: { readonly tab: Tab; readonly after?: Place | undefined; readonly words?: string },
): Promise<DeskList> {
  const seen = await newestAct(wire)
  const limit = words === '' ? A_PAGE : SEARCHED
  const choice = await chooseTab(wire, feed, tab, { after, limit })
  const wanted = words.toLowerCase().split(/\s+/)
  const holds = ({ entry }: DeskRow) => wanted.every((word) => `${entry.title} ${entry.source.name}`.toLowerCase().includes(word))
  const rows = rowsOf(wire, feed, choice).filter(holds)
  return { feed, rows, seen, ...(choice.next ? { next: choice.next } : {}) }
}

const STATES: { readonly [tab in Tab]?: readonly State[] } = {
  held: [STATE.held],
  hidden: [STATE.hidden, STATE.withdrawn],
  all: Object.values(STATE),
}

function chooseTab(
  { store }: Wire,
  feed: FeedConfig,
  tab: Tab,
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
): Promise<Choice> {
  if (tab === 'doubtful') return chooseDoubtful(store, feed, limit)
  const states = STATES[tab]
  return states ? chooseState(store, feed, states, { after, limit }) : choose(store, feed, { after, limit, brief: true })
}

/** The newest act there is; 0 before the first. */
export const newestAct = async ({ store }: Pick<Wire, 'store'>): Promise<number> => (await store.actsBefore(undefined, 1))[0]?.id ?? 0

/** One entry of a feed as its row; undefined where the feed has none of its copies any more. */
export async function viewDeskRow(wire: Wire, feed: FeedConfig, entry: string): Promise<DeskRow | undefined> {
  const choice = await chooseEntry(wire.store, feed, entry)
  return choice && rowsOf(wire, feed, choice)[0]
}

const rowsOf = ({ masthead, now }: Wire, feed: FeedConfig, choice: Choice): DeskRow[] => {
  const { entries } = compose(feed, choice, masthead, 0, now())
  return choice.entries.map(({ id, primary, state, ruling, isPinned, acts }, n): DeskRow => {
    const undone = undoneActs(acts)
    const last = acts.filter((act) => act.act !== 'undo' && !undone.has(act.id) && isUndoable(act)).toSorted((a, b) => b.id - a.id)[0]
    return {
      id,
      entry: entries[n]!,
      state,
      ruling,
      isPinned,
      ...(ruling.title === undefined ? {} : { publishersTitle: primary.title }),
      ...(last ? { last } : {}),
    }
  })
}

/** What was decided before there was a log moved items, and nobody knows from where. */
export const isUndoable = ({ act, before }: Act): boolean => (act !== 'split' && act !== 'merge') || before?.arrangement !== undefined

/** What was just done, as one sentence or two: who hides a story in one feed is told which others show it. */
export async function sayDone({ store, feeds }: Pick<Wire, 'store' | 'feeds'>, act: Act): Promise<string> {
  const done = `Done: ${actSentence(act, 'the story')}.`
  if (act.act !== 'hide' || act.feed === undefined) return done
  const others = feeds.filter(({ slug, dedupe }) => dedupe && slug !== act.feed)
  const { standings } = await store.standings(
    others.map(({ slug }) => slug),
    [act.story],
  )
  const showing = others.filter(({ slug }) => standings.some(({ feed, state }) => feed === slug && state === STATE.published))
  return showing.length === 0 ? done : `${done} It still stands in ${showing.map(({ title }) => title).join(', ')}.`
}

/** A line of the trail, how its story is called, and whether it was taken back. */
export interface LoggedAct {
  readonly act: Act
  readonly headline?: string
  readonly isUndone: boolean
}

export interface DeskStory {
  readonly view: StoryView
  /** What holds of it in all feeds together. */
  readonly row: DeskRow
  /** How it stands in each feed that has a copy of it. */
  readonly places: readonly { readonly feed: FeedConfig; readonly row: DeskRow }[]
  readonly log: readonly LoggedAct[]
  readonly seen: number
}

/** A story with its copies, how it stands everywhere, and all that was ever said of it. */
export async function viewDeskStory(wire: Wire, asked: string): Promise<DeskStory | undefined> {
  const seen = await newestAct(wire)
  const view = await viewWholeStory(wire, asked)
  if (!view) return undefined
  const placed = await Promise.all(
    view.feeds.flatMap((feed) => entriesIn(feed, view).map(async (entry) => ({ feed, row: await viewDeskRow(wire, feed, entry) }))),
  )
  const row = await viewDeskRow(wire, everything(wire.feeds), view.id)
  const { acts } = await wire.store.docket([view.id])
  return {
    view,
    row: row ?? bareRow(view),
    places: placed.flatMap(({ feed, row }) => (row ? [{ feed, row }] : [])),
    log: logged(acts, new Map([[view.id, view.entry.title]])).toReversed(),
    seen,
  }
}

/** Where a feed folds nothing, each copy is an entry of its own. */
const entriesIn = (feed: FeedConfig, { id, members }: StoryView): readonly string[] =>
  feed.dedupe ? [id] : members.filter(({ item }) => feed.sources.some(({ url }) => url === item.source)).map(({ item }) => item.id)

const bareRow = ({ id, entry }: StoryView): DeskRow => ({
  id,
  entry,
  state: STATE.published,
  ruling: { hidden: false, published: false },
  isPinned: false,
})

const logged = (acts: readonly Act[], headlines: ReadonlyMap<string, string>): LoggedAct[] => {
  const undone = undoneActs(acts)
  return acts.map((act) => ({
    act,
    isUndone: undone.has(act.id),
    ...(headlines.has(act.story) ? { headline: headlines.get(act.story)! } : {}),
  }))
}

/** Lines of one page of the trail. */
const LOG_PAGE = 50

/** The trail, newest first. */
export async function viewLog(
  wire: Wire,
  before?: number,
  limit = LOG_PAGE,
): Promise<{ readonly log: readonly LoggedAct[]; readonly next?: number }> {
  const found = await wire.store.actsBefore(before, limit + 1)
  const page = found.slice(0, limit)
  const ids = [...new Set(page.map(({ story }) => story))]
  // whether a line was taken back say later ones, on whatever page
  const [all, { stories }] = await Promise.all([wire.store.actsOn(ids), wire.store.standings([''], ids)])
  const headlines = new Map([...stories].map(([id, { headline }]) => [id, headline]))
  const shown = new Set(page.map(({ id }) => id))
  const log = logged([...all.values()].flat(), headlines).filter(({ act }) => shown.has(act.id))
  return { log: log.toSorted((a, b) => b.act.id - a.act.id), ...(found.length > page.length ? { next: page.at(-1)!.id } : {}) }
}
