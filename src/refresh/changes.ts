import { showing, widestWindow } from '../config/watched.ts'
import { present } from '../present.ts'
import type { Decision } from '../dedupe/decision.ts'
import type { SourceRecord } from '../model/source.ts'
import { titleText } from '../normalize/text.ts'
import type { Neighbourhood } from '../store/port/items.ts'
import { asStored, decideArrivals, type ReadDocument } from './arrivals.ts'
import type { Begun } from './finding.ts'
import type { Changes, Tally } from './outcome.ts'
import type { Refresher } from './refresher.ts'
import { relistingOf } from './relisting.ts'
import { likeliestTwin } from './twin.ts'
import { withholdAll } from './withhold.ts'

/** Of a document that nothing was decided of yet. */
export const NO_CHANGES: Changes = { decisions: [], items: [], seen: [], tally: { changed: 0, fresh: 0, renamed: 0 } }

/**
 * What a document, or a part of it, changes.
 * @param read absent where nothing was read
 */
export async function decideChanges(
  { store, feeds, mayDecide }: Refresher,
  source: SourceRecord,
  read: ReadDocument | undefined,
  { at, before }: Begun,
): Promise<Changes> {
  const stored = { ...withoutItems(before), seen: [...before.seen, ...before.items.map(({ key }) => key)] }
  if (!read) return stored
  const window = widestWindow(showing(feeds, source.url))
  const learned = before.furniture ?? source.state.furniture
  const arrived = await decideArrivals(store, read, { window, now: at, furniture: learned, mayDecide, isRekeyed: before.isRekeyed })
  const seen = [...stored.seen, ...arrived.unchanged]
  const { version, furniture, left, around } = arrived
  if (!around) return { ...stored, seen }
  const decisions = withholdAll(arrived.decisions, read)
  const items = decisions.map((decision) =>
    asStored(decision, { since: source.lastSuccess, now: at, place: read.places.get(decision.item.key) ?? 0 }),
  )
  const title = titleText(read.feed.title)
  const twin = joinTwins(before, await twinOf({ store }, source, title, decisions, around))
  return {
    version,
    decisions,
    furniture,
    ...(twin ? { twin } : {}),
    items,
    relisting: await relistingOf({ store, feeds }, source, title, decisions, items),
    seen,
    tally: addTallies(before.tally, tallyOf(decisions)),
    ...(left > 0 ? { left, isRekeyed: arrived.isRekeyed } : {}),
  }
}

const withoutItems = ({ seen, tally, furniture, twin }: Changes): Changes =>
  present<Changes>({ decisions: [], items: [], seen, tally, furniture, twin })

function tallyOf(decisions: readonly Decision[]): Tally {
  const count = (counts: (decision: Decision) => boolean) => decisions.filter(counts).length
  return {
    changed: decisions.length,
    fresh: count(({ change }) => change === 'new'),
    renamed: count(({ replaces }) => replaces !== undefined),
  }
}

const addTallies = (a: Tally, b: Tally): Tally => ({
  changed: a.changed + b.changed,
  fresh: a.fresh + b.fresh,
  renamed: a.renamed + b.renamed,
})

type Twin = NonNullable<Changes['twin']>

async function twinOf(
  { store }: Pick<Refresher, 'store'>,
  source: SourceRecord,
  title: string,
  decisions: readonly Decision[],
  { candidates }: Neighbourhood,
): Promise<Twin | undefined> {
  const likely = likeliestTwin(source.url, decisions, candidates)
  const twin = likely && (await store.source(likely.url))
  return twin?.title !== undefined && twin.title === title ? { name: twin.title, shared: likely!.shared } : undefined
}

/** The twin of a document is that of each of its parts. */
function joinTwins({ twin: before, tally }: Changes, found: Twin | undefined): Twin | undefined {
  if (tally.fresh === 0) return found
  return found && found.name === before?.name ? { ...found, shared: found.shared + before.shared } : undefined
}
