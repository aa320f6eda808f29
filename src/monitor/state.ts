import type { Duration, Instant } from '../model.ts'
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
  /** The last time a document was read: what it held has been shown since. */
  readonly lastRead?: Instant
  /** Items in that document. */
  readonly items?: number
  /** Over all visits. */
  readonly visits?: number
  readonly fresh?: number
  readonly bytes?: number
}

/** For how long a source that shows nothing new is not worth a word: a long weekend. */
const LEAST_SILENCE: Duration = 3 * 86_400_000
/** So many silences are needed to know a source. */
const LEAST_LULLS = 3
/** A silence counts half as much after a month. */
const FORGETTING: Duration = 30 * 86_400_000

/** How long this source may be silent before it is told; undefined while it is not known well enough. */
export const patience = ({ lull, lulls = 0 }: MonitorState): Duration | undefined =>
  lull === undefined || lulls < LEAST_LULLS ? undefined : Math.max(LEAST_SILENCE, 2 * lull)

/** The longest silence, after one more of `gap` ended. */
export const lulled = ({ lull = 0, lulls = 0 }: MonitorState, gap: Duration): Pick<MonitorState, 'lull' | 'lulls'> => ({
  lull: Math.round(Math.max(gap, lull * 0.5 ** (gap / FORGETTING))),
  lulls: lulls + 1,
})
