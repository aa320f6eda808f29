import type { Duration, Instant } from '../model/time.ts'
import type { Visit } from '../store/store.ts'
import type { IncidentKind } from './incident.ts'

/** What the monitor remembers of a source between visits: plain JSON in the source's row, so that no visit needs another read. */
export interface MonitorState {
  /** The incidents that are open now. */
  readonly open?: { readonly [kind in IncidentKind]?: { readonly id: string; readonly at: Instant } }
  /** When the last one of a kind ended. */
  readonly closed?: { readonly [kind in IncidentKind]?: Instant }
  /** Failures in a row that are held against it: no rate limits, none while nothing at all could be fetched. */
  readonly failures?: number
  readonly failingSince?: Instant
  /** How the feed identifies itself. */
  readonly feedId?: string
  /** The longest silence lately, halved every month, and how many silences were seen. */
  readonly lull?: Duration
  readonly lulls?: number
  /** The last visit, and since when there was no long pause between visits: silence that nobody listened to is none. */
  readonly visited?: Instant
  readonly listening?: Instant
  /** The last time a document was read: what it held has been shown since. */
  readonly lastRead?: Instant
  /** Items in that document. */
  readonly items?: number
  readonly counts?: Counts
}

/** Over all visits to a source: in its row, which is written anyway. Their sum over all sources is what /metrics counts. */
export interface Counts {
  readonly updated: number
  readonly unchanged: number
  readonly failed: number
  /** Answered with 304. */
  readonly notModified: number
  /** Items in the documents that were read. */
  readonly read: number
  /** Items never seen before. */
  readonly fresh: number
  readonly bytes: number
}

export const NONE: Counts = { updated: 0, unchanged: 0, failed: 0, notModified: 0, read: 0, fresh: 0, bytes: 0 }

/** What a visit adds. */
type Counted = Pick<Visit, 'outcome' | 'status' | 'items' | 'new' | 'bytes'>

export const counted = (before: MonitorState, { outcome, status, items, new: fresh, bytes }: Counted): MonitorState => {
  const counts = before.counts ?? NONE
  return {
    ...before,
    counts: {
      updated: counts.updated + Number(outcome === 'updated'),
      unchanged: counts.unchanged + Number(outcome === 'unchanged'),
      failed: counts.failed + Number(outcome === 'failed'),
      notModified: counts.notModified + Number(status === 304),
      read: counts.read + items,
      fresh: counts.fresh + fresh,
      bytes: counts.bytes + bytes,
    },
  }
}

/** For how long a source that shows nothing new is not worth a word: a long weekend. */
const LEAST_SILENCE: Duration = 3 * 86_400_000
/** So many silences are needed to know a source. */
const LEAST_LULLS = 3
/** A silence counts half as much after a month. */
const FORGETTING: Duration = 30 * 86_400_000

/** A publisher may ask for a week between visits. A longer pause was a stop of ours, or a clock that jumped. */
const LONGEST_PAUSE: Duration = 15 * 86_400_000

/** Since when it has been listened to, at a visit now. */
export const listening = ({ visited, listening: since }: MonitorState, now: Instant): Instant =>
  visited === undefined || since === undefined || now < visited || now - visited > LONGEST_PAUSE ? now : since

/** How long this source may be silent before it is told; undefined while it is not known well enough. */
export const patience = ({ lull, lulls = 0 }: MonitorState): Duration | undefined =>
  lull === undefined || lulls < LEAST_LULLS ? undefined : Math.max(LEAST_SILENCE, 2 * lull)

/** The longest silence, after one more of `gap` ended. */
export const lulled = ({ lull = 0, lulls = 0 }: MonitorState, gap: Duration): Pick<MonitorState, 'lull' | 'lulls'> => ({
  lull: Math.round(Math.max(gap, lull * 0.5 ** (gap / FORGETTING))),
  lulls: lulls + 1,
})
