import { rulingOf } from '../curate/acts.ts'
import { showing } from '../config/watched.ts'
import { recordsByUrl, sourceFace, type Named } from '../curate/masthead.ts'
import { matchFinder, type Match } from '../curate/rules.ts'
import type { FeedConfig, Pattern } from '../model/config.ts'
import { STATE, type Listed, type Standing } from '../model/standing.ts'
import type { Story, StoredItem } from '../model/story.ts'
import { iso } from '../model/time.ts'
import { healthOf, type Health } from '../monitor/health.ts'
import type { Wire } from './wire.ts'

/** Why a story is in a feed, or is not. */
export interface InFeed {
  readonly feed: string
  readonly story: string
  readonly isShown: boolean
  /** What decided it; programs may rely on it. */
  readonly why: 'shown' | 'hidden' | 'withdrawn' | 'foreign' | 'dropped' | 'not-kept' | 'beyond-limit' | 'not-judged' | 'not-published'
  /** Sentences for people, the decisive one first. */
  readonly says: readonly string[]
}

/** Why a story is in a feed, or is not: its sources, its rules, what editors said, its place. */
export async function explainInFeed(wire: Wire, feed: FeedConfig, story: Story): Promise<InFeed> {
  const names = await wire.store.faces(story.items.map(({ source }) => source))
  const nameOf = (url: string) => sourceFace(url, showing(wire.feeds, url)[0], names.get(url)).name
  const own = story.items.filter(({ source }) => feed.sources.some(({ url }) => url === source))
  const verdict = (why: InFeed['why'], ...says: readonly string[]): InFeed => ({
    feed: feed.slug,
    story: story.id,
    isShown: why === 'shown',
    why,
    says,
  })
  if (own.length === 0) {
    const ran = [...new Set(story.items.map(({ source }) => nameOf(source)))].join(', ')
    return verdict('foreign', `No source of ${feed.slug} ran it: it is known from ${ran}.`)
  }
  const said = await byEditors(wire, feed, story, own)
  if (said.why) return verdict(said.why, said.says)
  const ruled = said.isPublished ? undefined : byRules(feed, own, nameOf)
  if (ruled && !ruled.isKept) return verdict(ruled.why, ruled.says)
  const says = ruled ? [ruled.says] : []
  return await byPlace(wire, feed, story, own, (why, sentence) => verdict(why, sentence, ...says))
}

interface ByEditors {
  /** Shown whatever the rules say. */
  readonly isPublished: boolean
  readonly why?: 'shown' | 'hidden' | 'withdrawn'
  readonly says: string
}

/** What editors said of it: that outranks the rules. */
async function byEditors({ store, now }: Wire, feed: FeedConfig, story: Story, own: readonly StoredItem[]): Promise<ByEditors> {
  const acts = (await store.actsOn([story.id])).get(story.id) ?? []
  const entries = feed.dedupe ? [story.id] : own.map(({ id }) => id)
  const rulings = entries.map((entry) => rulingOf(acts, { feed: feed.slug, entry, folds: feed.dedupe }))
  const withdrawn = rulings.find((ruling) => ruling.withdrawn)?.withdrawn
  if (withdrawn) return { isPublished: false, why: 'withdrawn', says: `An editor withdrew it at ${iso(withdrawn.at)}.` }
  if (rulings.every(({ hidden }) => hidden))
    return { isPublished: false, why: 'hidden', says: `An editor hid it; \`log\` says who, when and why.` }
  const pin = rulings.find((ruling) => ruling.pin && ruling.pin.until > now())?.pin
  if (pin) return { isPublished: true, why: 'shown', says: `It is in ${feed.slug}: an editor pinned it until ${iso(pin.until)}.` }
  return { isPublished: rulings.some(({ published }) => published), says: '' }
}

type Ruled =
  | { readonly isKept: true; readonly says: string }
  | { readonly isKept: false; readonly why: 'dropped' | 'not-kept'; readonly says: string }

/** What the feed's rules say of its copies: one that is dropped takes the others with it, one that is kept brings them along. */
function byRules(feed: FeedConfig, items: readonly StoredItem[], nameOf: (url: string) => string): Ruled | undefined {
  const found = (find: (subject: { item: StoredItem; sourceName: string }) => Match | undefined) => {
    for (const item of items) {
      const match = find({ item, sourceName: nameOf(item.source) })
      if (match) return `the copy of ${nameOf(item.source)}, “${item.title}”, by ${match.map(inWords).join(' and ')}`
    }
    return undefined
  }
  const dropped = found(matchFinder(feed.drop))
  if (dropped !== undefined) return { isKept: false, why: 'dropped', says: `A rule of \`drop\` matches ${dropped}.` }
  if (!feed.keep) return undefined
  const kept = found(matchFinder(feed.keep))
  if (kept !== undefined) return { isKept: true, says: `A rule of \`keep\` matches ${kept}.` }
  const count = items.length === 1 ? 'its one copy' : `its ${items.length} copies`
  return { isKept: false, why: 'not-kept', says: `None of the rules of \`keep\` matches ${count} from sources of ${feed.slug}.` }
}

const inWords = ({ field, pattern }: Match[number]): string => `${field}: ${patternText(pattern)}`
const patternText = (pattern: Pattern): string =>
  pattern.kind === 'phrase' ? `“${pattern.phrase}”` : `/${pattern.source}/${pattern.flags}`

/** Where it stands in what the feed holds. */
async function byPlace(
  wire: Wire,
  feed: FeedConfig,
  story: Story,
  own: readonly StoredItem[],
  verdict: (why: InFeed['why'], sentence: string) => InFeed,
): Promise<InFeed> {
  const entries = feed.dedupe ? [story.id] : own.map(({ id }) => id)
  const { standings } = await wire.store.standings([feed.slug], entries)
  const standing = standings.find(({ entry, state }) => entries.includes(entry) && state === STATE.published)
  if (!standing) return verdict('not-judged', notJudged(standings, feed))
  const listed = await wire.store.listed(feed.slug, undefined, feed.limit)
  const place = listed.findIndex(({ entry }) => entry === standing.entry)
  if (place < 0) return verdict('beyond-limit', beyond(feed, standing, listed))
  const record = (await wire.store.feeds()).find(({ slug }) => slug === feed.slug)
  if (!record || record.rendered < record.generation)
    return verdict('not-published', `It is in ${feed.slug}, which is published anew within a minute of \`serve\`, or by \`refresh\`.`)
  return verdict('shown', `It is in ${feed.slug}, at place ${place + 1} of ${listed.length}.`)
}

const notJudged = (standings: readonly Standing[], feed: FeedConfig): string =>
  standings.length > 0
    ? `${feed.slug} held it back by the rules it had when it was judged last; \`refresh\`, or a minute of \`serve\`, judges it by those of today.`
    : `${feed.slug} did not judge it yet: the feed or its sources are new. \`refresh\`, or a minute of \`serve\`, does.`

function beyond(feed: FeedConfig, standing: Standing, listed: readonly Listed[]): string {
  const last = listed.at(-1)
  return `${feed.slug} holds the newest ${feed.limit} stories (\`limit\`): the oldest of them came at ${last ? iso(last.at) : 'no time'}, this one at ${iso(standing.at)}. It stands on the older pages.`
}

/** Why nothing is stored for an address that a person expected in a feed: what its sources are like. */
export async function explainAbsence(wire: Wire, feed: FeedConfig, what: string): Promise<readonly string[]> {
  const records = await recordsByUrl(wire.store)
  const host = URL.parse(what)?.host
  const face = (url: string, record: Named | undefined) => sourceFace(url, feed, record)
  const told = feed.sources.map(({ url }) => {
    const record = records.get(url)
    const health: Pick<Health, 'state' | 'sentence' | 'lastSuccess'> = record
      ? healthOf(record, wire.now())
      : { state: 'new', sentence: 'Not visited yet.' }
    const own = host !== undefined && [url, record?.site].some((place) => place !== undefined && URL.parse(place)?.host === host)
    return { name: face(url, record).name, isOwn: own, ...health }
  })
  const near = told.filter(({ isOwn }) => isOwn)
  const ill = told.filter(({ isOwn, state }) => !isOwn && !['fresh', 'quiet', 'moved'].includes(state))
  return [
    ...near.map(
      ({ name, sentence, lastSuccess }) =>
        `${name} is on that host${lastSuccess === undefined ? '' : `, and was read last at ${lastSuccess}`}: ${sentence}`,
    ),
    ...(host !== undefined && near.length === 0 ? [`No source of ${feed.slug} is on ${host}.`] : []),
    ...ill.map(({ name, sentence }) => `${name}: ${sentence}`),
    'What a source does not list at a visit is not read: it may have come and gone between two, or be still to come.',
  ]
}
