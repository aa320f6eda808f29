import { recordsByUrl, sourceFace, type Masthead } from '../curate/masthead.ts'
import { everything, showing } from '../config/watched.ts'
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../model/time.ts'
import type { FeedConfig } from '../model/config.ts'
import { shownAddress } from '../address/shown.ts'
import { deliver, type Delivery, type Webhook } from '../monitor/webhook.ts'
import type { Store } from '../store/port/store.ts'
import { PART_ON_WORKERS, partOn, type PartBounds } from './parting.ts'
import { WALK_ON_WORKERS, walkOn, type WalkBounds } from './relist.ts'

/** What keeping house needs of a running wirefold. */
export interface House {
  readonly store: Store
  readonly feeds: readonly FeedConfig[]
  readonly masthead: Masthead
  readonly now: () => Instant
  readonly webhook?: Webhook
  readonly retain?: Duration
  /** How much of what was stored before is judged anew at once. */
  readonly walk?: WalkBounds
  /** How much of what older rules folded is looked at anew at once. */
  readonly part?: PartBounds
}

/** Between two looks for what has to go. */
const ROUND: Duration = HOUR
/** While a round leaves something over. */
const SOON: Duration = MINUTE
/** Stories buried at once: a portion that a Worker manages in its time, and that holds nobody up. */
const PORTION = 100
/** Copies are looked for in the index one window back; the rest of it is only a reserve for a window that is made longer. */
const LEAST_INDEXED: Duration = 15 * DAY

/** So long a buried item is recognised by its headline and address too; no source lists one again later. */
const REMEMBERED: Duration = 365 * DAY

/** What is done at each tick besides visiting: incidents are told, and now and then what nobody shows any more is buried. */
export async function upkeep(house: House): Promise<readonly Delivery[]> {
  await tidy(house)
  const { part = PART_ON_WORKERS, walk = WALK_ON_WORKERS } = house
  // what is shown must be known before a story is taken apart
  if (!(await walkOn(house, walk))) await partOn(house, part)
  const { store, webhook, now } = house
  return webhook ? deliver(store, webhook, now, () => faces(house)) : []
}

async function faces({ store, feeds }: House) {
  const records = await recordsByUrl(store)
  return (url: string) =>
    !URL.canParse(url)
      ? { name: url, url }
      : { name: sourceFace(url, showing(feeds, url)[0], records.get(url)).name, url: shownAddress(url) }
}

/** A portion of what has to go, an hour apart, or a minute while there is more. */
async function tidy({ store, feeds, now, retain }: House): Promise<void> {
  const at = now()
  if (await store.chore('drop', at, at + ROUND)) await store.dropFeeds(at - DAY)
  if (retain === undefined) return
  // after a long stop, or a jump of the clock, all seems to be old: nothing goes before a day has passed in which sources are asked
  if (await store.chore('tidy', at - DAY, at + ROUND)) return void (await store.chore('bury', Number.MAX_SAFE_INTEGER, at + DAY))
  if (!(await store.chore('tidy', at, at + ROUND)) || !(await store.chore('bury', at, at))) return
  const before = at - retain
  await store.prune(before, at - REMEMBERED)
  await store.turnIndex(at, Math.max(LEAST_INDEXED, everything(feeds).window))
  const gone = await store.retire({ before, limit: PORTION, now: at })
  if (gone > 0) await store.chore('tidy', at + ROUND, at + SOON)
}
