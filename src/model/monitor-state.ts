import type { IncidentKind } from './incident.ts'
import type { Duration, Instant } from './time.ts'

/** What the monitor remembers of a source between visits: plain JSON in the source's row, so that no visit needs another read. */
export interface MonitorState {
  /** The incidents that are open now. */
  readonly open?: { readonly [kind in IncidentKind]?: { readonly id: string; readonly at: Instant } }
  /** When the last one of a kind ended. */
  readonly closed?: { readonly [kind in IncidentKind]?: Instant }
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
