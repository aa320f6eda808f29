import { everything } from '../config/watched.ts'
import type { Decision } from '../dedupe/decision.ts'
import { storyId } from '../dedupe/identity.ts'
import { titleOverlap } from '../dedupe/titles.ts'
import { words } from '../dedupe/words.ts'
import { digest } from '../hash.ts'
import type { Act } from '../model/act.ts'
import type { FeedConfig } from '../model/config.ts'
import type { Item } from '../model/item.ts'
import {
  shownChars,
  STATE,
  type Contender,
  type Relisted,
  type Relisting,
  type Standing,
  type Standings,
  type StoredStory,
  type StoryFacts,
} from '../model/standing.ts'
import type { Join, Story } from '../model/story.ts'
import type { Instant } from '../model/time.ts'
import { rulingOf, WITHDRAWN_FOR } from './acts.ts'
import { matcher, type Matcher } from './rules.ts'
import { sourcesWith } from './source-set.ts'
import { contenders, earliest, winner } from './winner.ts'

/** By what one feed chooses. */
export interface Listing {
  readonly feed: string
  /** Changes when its stories have to be judged anew. */
  readonly choice: string
  /** Whether it shows stories; else items. */
  readonly folds: boolean
  /** Its sources, and how much each is preferred. */
  readonly prefer: ReadonlyMap<string, number>
  readonly config: FeedConfig
  readonly keep?: Matcher
  readonly drop?: Matcher
  /** Whether its rules ask how a source is called. */
  readonly asksNames: boolean
}

/** How a source is called in a feed. */
export type Naming = (url: string, feed: FeedConfig) => string

/** Copies remembered of a story for being listed: as many as are shown, and the shown one. */
export const COPIES_LISTED = 20
const COPIES_KEPT = COPIES_LISTED + 1

const made = new WeakMap<readonly FeedConfig[], readonly Listing[]>()

/** One listing a feed, and one of all of them together; made once for a configuration. */
export function listingsOf(feeds: readonly FeedConfig[]): readonly Listing[] {
  const known = made.get(feeds)
  if (known) return known
  const listings = [everything(feeds), ...feeds].map(listingOf)
  made.set(feeds, listings)
  return listings
}

/** Digest of how all feeds choose: two processes of which it differs must not keep the same lists. */
export const choicesOf = (feeds: readonly FeedConfig[]): string =>
  digest(JSON.stringify(listingsOf(feeds).map(({ feed, choice }) => [feed, choice])))

function listingOf(config: FeedConfig): Listing {
  const { slug, sources, keep, drop, dedupe } = config
  const rules = [...(keep ?? []), ...drop]
  const asksNames = rules.some((rule) => rule.source !== undefined)
  const chosen = sources.map(({ url, prefer, name }) => [url, prefer, asksNames ? name : undefined])
  return {
    feed: slug,
    choice: digest(JSON.stringify([chosen, keep, drop, dedupe])),
    folds: dedupe,
    prefer: new Map(sources.map(({ url, prefer }) => [url, prefer])),
    config,
    ...(keep ? { keep: matcher(keep) } : {}),
    ...(drop.length > 0 ? { drop: matcher(drop) } : {}),
    asksNames,
  }
}

/** A copy that was never judged, or has to be judged anew. */
export interface Fresh extends Contender {
  readonly item: Pick<Item, 'title' | 'text' | 'authors' | 'categories' | 'url' | 'source' | 'language'>
}

/**
 * How an entry stands in a feed: from all of its copies, or from those that are new and what was known before. Undefined where the feed
 * has none of them. `known` must hold the copies and contenders that `before` names; `byHand` is the one that an editor chose.
 */
function standingOf(
  listing: Listing,
  entry: string,
  all: { readonly fresh: readonly Fresh[]; readonly known?: ReadonlyMap<string, Contender>; readonly byHand?: string | undefined },
  naming: Naming,
  before?: Standing,
): Standing | undefined {
  const fresh = all.fresh.filter(({ source }) => listing.prefer.has(source))
  if (fresh.length === 0) return before
  const named = new Set(before ? [...before.copies, ...before.contenders] : [])
  const copies = [...[...named].flatMap((id) => all.known?.get(id) ?? []), ...fresh]
  const first = Math.min(...fresh.map(({ firstSeen }) => firstSeen), before?.first ?? Number.POSITIVE_INFINITY)
  const preference = { of: (url: string) => listing.prefer.get(url) ?? 0, first, byHand: all.byHand }
  const place = fresh.reduce<Pick<Standing, 'at' | 'item'>>(
    (last, { at, id }) => (at > last.at || (at === last.at && id > last.item) ? { at, item: id } : last),
    before ?? { at: Number.NEGATIVE_INFINITY, item: '' },
  )
  const subjects = fresh.map(({ item }) => ({ item, sourceName: listing.asksNames ? naming(item.source, listing.config) : '' }))
  const kept = (before?.kept ?? 0) + (listing.keep ? subjects.filter(listing.keep).length : 0)
  const dropped = (before?.dropped ?? 0) + (listing.drop ? subjects.filter(listing.drop).length : 0)
  return {
    feed: listing.feed,
    entry,
    state: dropped > 0 || (listing.keep && kept === 0) ? STATE.held : STATE.published,
    at: place.at,
    item: place.item,
    first,
    shown: winner(copies, preference).id,
    copies: onePerSource(copies),
    contenders: contenders(copies, preference).map(({ id }) => id),
    sources: sourcesWith(before?.sources ?? '', fresh),
    kept,
    dropped,
  }
}

function onePerSource(copies: readonly Contender[]): string[] {
  const first = new Map<string, string>()
  for (const { source, id } of copies.toSorted(earliest)) if (!first.has(source)) first.set(source, id)
  return [...first.values()].slice(0, COPIES_KEPT)
}

/** A decision with the place and time that its item has in the store. */
export interface Settled {
  readonly decision: Decision
  readonly firstSeen: number
  readonly at: number
}

/** Whether a decision makes a story that was not there. */
const begins = ({ id, story }: Decision): boolean => storyId(id) === story

/** Stories that must be known before the visit is stored: all but those that it makes. */
export const storiesToKnow = (decisions: readonly Decision[]): readonly string[] => [
  ...new Set(decisions.filter((decision) => decision.change === 'updated' || !begins(decision)).map(({ story }) => story)),
]

/** What is stored of a story; of none but the copies that its standings name, all others of the visit among them. */
interface StoryBefore {
  readonly standings: readonly Standing[]
  readonly copies: ReadonlyMap<string, Contender>
  readonly byHand: string | undefined
}

/** What a visit changes in what feeds hold: costs what it brought, not what its stories hold. */
export function relistVisit(settled: readonly Settled[], before: Standings, listings: readonly Listing[], naming: Naming): Relisting {
  const facts: StoryFacts[] = []
  const standings: Standing[] = []
  const unlisted: string[] = []
  const copies = new Map(before.members.map((copy) => [copy.id, copy]))
  const byStory = Map.groupBy(before.standings, ({ entry }) => entry)
  for (const [story, all] of Map.groupBy(settled, ({ decision }) => decision.story)) {
    const stored = before.stories.get(story)
    const outcome = listings.length === 0 ? 'nothing' : lookNeeded(story, all, stored, before.standings, listings)
    if (outcome === 'all copies') unlisted.push(story)
    if (outcome !== 'these') continue
    const alone = stored?.facts.members === 1 && all.some(({ decision }) => decision.change === 'updated')
    const fresh = all.filter(({ decision }) => alone || decision.change === 'new')
    const kept = alone ? undefined : stored
    facts.push(factsWith(story, fresh, kept))
    const known = { standings: kept ? (byStory.get(story) ?? []) : [], copies, byHand: kept?.byHand }
    standings.push(...standingsWith(story, fresh, known, listings, naming))
  }
  return { facts, standings, unlisted }
}

function lookNeeded(
  story: string,
  all: readonly Settled[],
  stored: StoredStory | undefined,
  standings: readonly Standing[],
  listings: readonly Listing[],
): 'these' | 'all copies' | 'nothing' {
  const arrivals = all.filter(({ decision }) => decision.change === 'new')
  if (!stored) return arrivals.some(({ decision }) => begins(decision)) ? 'these' : 'all copies'
  const edited = all.filter(({ decision }) => decision.change === 'updated').map(({ decision }) => decision.id)
  // only a look at the whole story asks what editors said
  if (stored.isRuled) return 'all copies'
  if (stored.facts.members === 1) return 'these'
  const matters = listings.some(({ keep, drop }) => keep ?? drop) || standings.some((s) => s.contenders.some((id) => edited.includes(id)))
  if (edited.length > 0 && matters) return 'all copies'
  return arrivals.length > 0 ? 'these' : 'nothing'
}

const freshOf = ({ decision: { id, item }, firstSeen, at }: Settled): Fresh => ({
  id,
  source: item.source,
  chars: shownChars(item),
  firstSeen,
  at,
  item,
})

function standingsWith(
  story: string,
  settled: readonly Settled[],
  { standings, copies, byHand }: StoryBefore,
  listings: readonly Listing[],
  naming: Naming,
): Standing[] {
  const fresh = settled.map(freshOf)
  return listings.flatMap((listing) => {
    if (!listing.folds) return fresh.flatMap((one) => standingOf(listing, one.id, { fresh: [one] }, naming) ?? [])
    const before = standings.find(({ feed }) => feed === listing.feed)
    return standingOf(listing, story, { fresh, known: copies, byHand }, naming, before) ?? []
  })
}

function factsWith(story: string, settled: readonly Settled[], stored: StoredStory | undefined): StoryFacts {
  const root = stored ? undefined : (settled.find(({ decision }) => begins(decision)) ?? settled[0]!)
  const headline = stored?.headline ?? root!.decision.item.title
  const copies = settled.filter((one) => one !== root).map(({ decision: { join, item } }) => doubtOf(join, item.title, headline))
  return {
    id: story,
    root: stored?.facts.root ?? root!.decision.id,
    members: (stored?.facts.members ?? 0) + settled.length,
    first: Math.min(...settled.map(({ firstSeen }) => firstSeen), stored?.facts.first ?? Infinity),
    last: Math.max(...settled.map(({ at }) => at), stored?.facts.last ?? -Infinity),
    ...lowest([...(stored ? [stored.facts] : []), ...copies]),
  }
}

type Doubt = Pick<StoryFacts, 'score' | 'likeness'>

/** Without a headline there is nothing to doubt in it. */
const doubtOf = ({ score }: Join, title: string, root: string): Doubt => ({
  score,
  likeness: title === '' || root === '' || title === root ? 1 : titleOverlap(words(title), words(root)),
})

function lowest(doubts: readonly Doubt[]): Doubt {
  const told = doubts.filter(({ score }) => score !== undefined) as Required<Doubt>[]
  if (told.length === 0) return {}
  return { score: Math.min(...told.map(({ score }) => score)), likeness: Math.min(...told.map(({ likeness }) => likeness)) }
}

/** How a whole story stands, from all of its copies and what editors said of it. */
export function relistStory(
  { id, items, shown }: Story,
  listings: readonly Listing[],
  naming: Naming,
  { acts, now }: { readonly acts: readonly Act[]; readonly now: Instant },
): Relisted {
  const fresh = items.map((item): Fresh => {
    const { id, source, firstSeen, at } = item
    return { id, source, chars: shownChars(item), firstSeen, at, item }
  })
  const rows = listings.flatMap((listing) =>
    listing.folds
      ? [{ feed: listing.feed, entry: id, standing: standingOf(listing, id, { fresh, byHand: shown }, naming) }]
      : fresh.map((one) => ({ feed: listing.feed, entry: one.id, standing: standingOf(listing, one.id, { fresh: [one] }, naming) })),
  )
  const root =
    items.find((item) => storyId(item.id) === id) ?? items.toSorted((a, b) => a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : 1))[0]!
  const doubts = items.filter((item) => item !== root).map(({ join, title }) => doubtOf(join, title, root.title))
  return {
    facts: {
      id,
      root: root.id,
      members: items.length,
      first: Math.min(...items.map(({ firstSeen }) => firstSeen)),
      last: Math.max(...items.map(({ at }) => at)),
      ...lowest(doubts),
    },
    standings: rows.flatMap(({ standing }) => (standing ? ruledStanding(standing, acts, listings, now) : [])),
    gone: rows.filter(({ standing }) => !standing).map(({ feed, entry }) => [feed, entry]),
  }
}

/** The word of an editor outranks the rules of a feed: a pin shows what they hold back, for as long as it lasts. */
function ruledStanding(standing: Standing, acts: readonly Act[], listings: readonly Listing[], now: Instant): Standing {
  if (acts.length === 0) return standing
  const { feed, entry } = standing
  const ruling = rulingOf(acts, { feed, entry, folds: listings.find((listing) => listing.feed === feed)?.folds ?? true })
  const pinned = ruling.pin && ruling.pin.until > now ? ruling.pin.until : undefined
  const isShown = standing.state === STATE.published || ruling.published || pinned !== undefined
  if (ruling.withdrawn && isShown) {
    const until = ruling.withdrawn.at + WITHDRAWN_FOR
    return until > now ? { ...standing, state: STATE.withdrawn, pinned: until } : { ...standing, state: STATE.hidden }
  }
  if (ruling.hidden) return { ...standing, state: STATE.hidden }
  return isShown ? { ...standing, state: STATE.published, ...(pinned === undefined ? {} : { pinned }) } : standing
}
