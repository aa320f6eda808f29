import { everything, showing } from '../config/watched.ts'
import { outage, unanswered } from '../monitor/outage.ts'
import { titleText } from '../normalize/text.ts'
import { leadsTo, permanentTarget } from '../schedule/moving.ts'
import type { Outage } from '../store/port/monitor.ts'
import type { ClaimedSource } from '../store/port/sources.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Visit } from '../model/visit.ts'
import { asStored, decideArrivals, type ReadDocument } from './arrivals.ts'
import { saveOf, type Attempt, type Changes } from './outcome.ts'
import type { Refresher } from './refresher.ts'
import { relistingOf } from './relisting.ts'
import { likeliestTwin } from './twin.ts'
import { withholdAll } from './withhold.ts'

/** Decisions are made anew when others stored items meanwhile; so often in a row means something else is wrong. */
const MOST_DECISIONS = 50

/** Decides on what the store knows and saves, again and again until nobody stored items in between. */
export async function settle(refresher: Refresher, source: ClaimedSource, lease: string, attempt: Attempt): Promise<Visit> {
  const out = await isOutage(refresher, source, attempt)
  const shared = await isShared(refresher, source, attempt)
  const { feeds, random, webhook } = refresher
  for (let tries = 0; tries < MOST_DECISIONS; tries++) {
    const changes = await decideChanges(refresher, source, attempt)
    const announce = webhook !== undefined
    const save = saveOf({ source, lease, ...attempt, changes, feeds, now: refresher.now(), random, outage: out, shared, announce })
    const saved = await refresher.store.save(save)
    if (saved === 'saved') return save.visit
    if (saved === 'lost')
      return {
        ...save.visit,
        outcome: 'skipped',
        problem: { code: 'lease-lost', message: 'The visit took so long that another one took over.' },
      }
  }
  throw new Error(`no decision about ${source.url} could be saved in ${MOST_DECISIONS} tries`)
}

/** Whether the failure is ours: looked into only where there was no answer. */
async function isOutage({ store, now }: Refresher, source: SourceRecord, { reading }: Attempt): Promise<Outage | undefined> {
  if (reading.kind !== 'failed' || !unanswered(reading.problem, reading.status)) return undefined
  return outage(await store.reach(source), reading.problem, source.failingSince, now())
}

/** Whether a permanent redirect leads where another source is asked, or sent. Looked into only where there is one. */
async function isShared({ store }: Refresher, { url }: SourceRecord, { fetched }: Attempt): Promise<boolean> {
  const target = permanentTarget(fetched.redirects)
  if (target === undefined) return false
  return (await store.sources()).some((other) => other.url !== url && leadsTo(target, other))
}

async function decideChanges({ store, feeds, now }: Refresher, source: SourceRecord, attempt: Attempt): Promise<Changes> {
  const content = contentOf(attempt)
  if (!content) return { decisions: [], items: [], seen: [] }
  const { feed, entries } = content
  const at = now()
  const window = everything(showing(feeds, source.url)).window
  const read = { source: source.url, ...content }
  const {
    version,
    decisions: decided,
    unchanged,
    furniture,
    around,
  } = await decideArrivals(store, read, {
    window,
    now: at,
    furniture: source.state.furniture,
  })
  if (!around) return { decisions: [], items: [], seen: [...unchanged] }
  const places = new Map(entries.map(({ key }, place) => [key, place]))
  const decisions = withholdAll(decided, read)
  const items = decisions.map((decision) =>
    asStored(decision, { since: source.lastSuccess, now: at, place: places.get(decision.item.key) ?? 0 }),
  )
  const likely = likeliestTwin(source.url, decisions, around.candidates)
  const twin = likely && (await store.source(likely.url))
  return {
    version,
    decisions,
    furniture,
    ...(twin?.title !== undefined && twin.title === titleText(feed.title) ? { twin: { name: twin.title, shared: likely!.shared } } : {}),
    items,
    relisting: await relistingOf({ store, feeds }, source, titleText(feed.title), decisions, items),
    seen: [...unchanged],
  }
}

/** What was read, and where: the document of this visit, or articles that came late to one that did not change. */
function contentOf({ fetched, reading }: Attempt): Omit<ReadDocument, 'source'> | undefined {
  if (reading.kind === 'read' && fetched.kind === 'fresh') return { feed: reading.feed, entries: reading.entries, document: fetched }
  return reading.kind === 'unchanged' ? reading.late : undefined
}
