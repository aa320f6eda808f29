import { choicesOf, listingsOf } from '../curate/standing.ts'
import type { Newswire, RefreshAll } from './wire.ts'
import { watched } from '../config/watched.ts'
import { hostOf, type Turns } from '../fetch/hosts.ts'
import { visitInLanes } from './lanes.ts'
import type { Duration, Instant } from '../model/time.ts'
import type { Incident } from '../model/incident.ts'
import type { FeedFile, Mistake } from '../config/together.ts'
import { endOf, incidentOf } from '../monitor/incident.ts'
import type { FeedConfig } from '../model/config.ts'
import { openSettler } from '../refresh/group.ts'
import { askSource, skippedVisit } from '../refresh/refresh.ts'
import { configHash, renderChanged } from './render.ts'
import { endRun, turnNow } from './runs.ts'
import { firstVisit } from '../schedule/schedule.ts'
import { HORIZON } from '../schedule/state.ts'
import type { Delivery } from '../monitor/webhook.ts'
import type { ReadySource } from '../store/port/sources.ts'
import type { Visit } from '../model/visit.ts'
import { relistPending } from './relist.ts'
import { upkeep } from './upkeep.ts'

export interface Beginning {
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** Nobody said what the base is: the one that was served last holds. */
  readonly isGuess?: boolean
  /** The files that make the feeds, those with a mistake too; without it each feed is one. */
  readonly files?: readonly FeedFile[]
  /** Only look on: what is watched and published stays what whoever serves made it. */
  readonly lookOn?: boolean
}

/**
 * Takes over the configuration, unless it only looks on; publishes nothing yet. `authority` of the first start stays for ever: tag
 * URIs are permanent.
 */
export async function begin({
  base: said,
  isGuess = false,
  lookOn = false,
  files,
  ...wire
}: Omit<Newswire, 'masthead'> & Beginning): Promise<Newswire> {
  const standing = isGuess || lookOn ? await wire.store.standing() : undefined
  const base = isGuess ? (standing?.base ?? said) : said
  if (lookOn && standing) return { ...wire, masthead: { base, authority: standing.authority } }
  const sources = watched(wire.feeds)
  const now = wire.now()
  const authority = await wire.store.configure({
    sources: sources.map(({ url }) => ({ url, host: hostOf(url) })),
    firstVisit: (url, index, count) => firstVisit(now, sources.find((source) => source.url === url)!.every, index, count, wire.random),
    base,
    feeds: wire.feeds.map((feed) => ({ slug: feed.slug, configHash: configHash(feed, { base }) })),
    files: files ?? wire.feeds.map((feed) => ({ file: `${feed.slug}.yaml`, slug: feed.slug, feed })),
    mistakes: {
      found: mistakeIncidents(wire.mistakes ?? [], now),
      mended: endOf('mistake', now),
    },
    now,
    listings: listingsOf(wire.feeds).map(({ feed, choice }) => ({ feed, choice })),
    choices: choicesOf(wire.feeds),
    authority: `${new URL(base).hostname.replace(/^\[|\]$/g, '').replace(/:/g, '.')},${new Date(now).getUTCFullYear()}`,
  })
  // what stands on top is judged before anybody reads it
  await relistPending(wire)
  return { ...wire, masthead: { base, authority } }
}

/** One a file: all that is wrong in it, and what that means. */
const mistakeIncidents = (mistakes: readonly Mistake[], now: Instant): readonly Incident[] =>
  Array.from(
    Map.groupBy(mistakes, ({ file }) => file),
    ([file, ofFile]) =>
      incidentOf(file, 'mistake', now, `${ofFile.map(({ sentence }) => sentence).join(' ')} — It goes on as it was last right.`),
  )

/** While many sources are visited, what they brought is published this often (milliseconds). */
const PUBLISH_EVERY: Duration = 5000

/** Visits those sources that are due, one at a time a host, hosts side by side; then publishes what changed. */
export async function refreshAll(wire: Newswire, { urls, force = false, run, onVisit, signal }: RefreshAll): Promise<readonly Visit[]> {
  const visits: Visit[] = []
  const tell = (visit: Visit) => {
    visits.push(visit)
    onVisit?.(visit)
  }
  const publish = publisher(wire)
  // before the gates of the hosts: who is not visited waits for nobody
  const due = await wire.store.claimable(urls, turnNow(wire, force))
  for (const visit of await notDue(wire, urls, due)) tell(visit)
  for (const { url } of due) wire.inHand?.add(url)
  // an invocation of a Worker knows only of what is stored how much it has done
  const settler = wire.mayDecideAgain ? undefined : openSettler(wire, wire.groups)
  const ask = async (url: string, turns: Turns) => {
    wire.inHand?.delete(url)
    if (signal?.aborted) return async () => {}
    const forceFloor = force ? wire.forceFloor : undefined
    const asking = () => askSource({ ...wire, ...(settler ? { settler } : {}) }, url, { forceFloor, run, turns })
    const settle = await (settler?.ask(asking) ?? asking())
    const finish = async () => {
      tell(await settle())
      await publish()
    }
    if (settler) return finish
    await finish()
    return async () => {}
  }
  const leave = (skipped: Visit) => {
    wire.inHand?.delete(skipped.source)
    if (!signal?.aborted) tell(skipped)
  }
  const failures = await visitInLanes(wire, due, ask, leave).finally(() => {
    // whose turn never came, since the store failed, is due as before
    for (const { url } of due) wire.inHand?.delete(url)
  })
  await endRun(wire, run, failures)
  return visits
}

async function notDue({ store, now }: Newswire, urls: readonly string[], due: readonly ReadySource[]): Promise<readonly Visit[]> {
  if (due.length === urls.length) return []
  const isDue = new Set(due.map(({ url }) => url))
  const records = new Map((await store.sources()).map((record) => [record.url, record]))
  return urls.filter((url) => !isDue.has(url)).map((url) => skippedVisit(url, records.get(url), now()))
}

function publisher(wire: Newswire): () => Promise<void> {
  let last = wire.now()
  return async () => {
    if (wire.publishesLater || Math.abs(wire.now() - last) < PUBLISH_EVERY) return
    last = wire.now()
    await renderChanged(wire)
  }
}

/** As many sources as one tick of the scheduler takes on; the rest are due at the next one too. */
const MOST_A_TICK = 200

/** What a tick of the scheduler does: visits what is due, publishes what changed, tells whom it may concern, buries what is over. */
export async function tick(
  wire: Newswire,
  { onDelivery, ...options }: Pick<RefreshAll, 'onVisit' | 'signal'> & { readonly onDelivery?: (delivery: Delivery) => void } = {},
): Promise<readonly Visit[]> {
  // another process may watch more than this one knows of; and what waits for its host still need not wait twice
  const mine = new Set(watched(wire.feeds).map(({ url }) => url))
  const due = await wire.store.due(wire.now(), HORIZON, MOST_A_TICK)
  const urls = due.map(({ url }) => url).filter((url) => mine.has(url) && !wire.inHand?.has(url))
  const visits = await refreshAll(wire, { ...options, urls })
  if (!options.signal?.aborted) for (const delivery of await upkeep(wire)) onDelivery?.(delivery)
  return visits
}

/** The sources that a request names, by address and by feed; all of them where it names none. */
export function named(feeds: readonly FeedConfig[], urls: readonly string[], slugs: readonly string[]): readonly string[] {
  const all = watched(feeds).map(({ url }) => url)
  if (urls.length + slugs.length === 0) return all
  return [
    ...new Set([...urls, ...feeds.filter(({ slug }) => slugs.includes(slug)).flatMap(({ sources }) => sources.map(({ url }) => url))]),
  ]
}
