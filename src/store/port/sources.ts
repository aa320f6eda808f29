import type { HostLimit } from '../../schedule/host-limit.ts'
import type { FeedConfig } from '../../model/config.ts'
import type { Incident } from '../../model/incident.ts'
import type { SourceRecord } from '../../model/source.ts'
import type { Instant } from '../../model/time.ts'
import type { Visit } from '../../model/visit.ts'

/** When a source may be visited. */
export interface Turn {
  readonly now: Instant
  /** Visit although not due, if the last visit is at least so long ago (milliseconds). */
  readonly forceFloor?: number
  /** A time further ahead than this was written by a clock that was wrong (milliseconds). */
  readonly horizon: number
}

/** A source that may be visited now, and the host that is asked for it in the end, as far as its last visit tells. */
export type ReadySource = Pick<SourceRecord, 'url' | 'host'>

/** A source that is leased to the caller, and what is known of limits of the hosts that are asked for it. */
export interface ClaimedSource extends SourceRecord {
  readonly limits: readonly HostLimit[]
  /** Whether nothing at all could be fetched when it was leased. */
  readonly isOutageOpen: boolean
  /** What an invocation before this one left of its document, as that kept it. */
  readonly unfinished?: string
}

export interface Claim extends Turn {
  readonly lease: string
  readonly until: Instant
}

/** Watched sources, their leases and their visits. */
export interface SourceStore {
  /** Takes over the configuration: watched sources, published feeds. Gives the permanent authority of tag URIs. */
  configure(input: {
    sources: readonly { url: string; host: string }[]
    feeds: readonly { slug: string; configHash: string }[]
    /** The files that make them; one with a mistake makes what it made when it was last right. */
    files: readonly { readonly file: string; readonly slug: string; readonly feed?: FeedConfig }[]
    /** What is wrong with files now, one incident each. Those of other files are over: `mended` is added to their sentences. */
    mistakes: { readonly found: readonly Incident[]; readonly mended: string }
    now: Instant
    /** By what each feed chooses, and all of them together. */
    listings: readonly { readonly feed: string; readonly choice: string }[]
    choices: string
    authority: string
    base: string
    /** When the nth of `count` sources that are new together is visited first. */
    firstVisit: (url: string, index: number, count: number) => Instant
  }): Promise<string>
  /** What each file made when it was last right. */
  configuration(): Promise<ReadonlyMap<string, FeedConfig>>
  /** Deletes the feeds whose files were gone already before then. */
  dropFeeds(before: Instant): Promise<void>
  /** What the last configuration was published under; undefined before the first. */
  standing(): Promise<{ readonly authority: string; readonly base: string } | undefined>
  /** Those that are due and stand in no queue, the longest due first; of a host that is asked slowly the first alone. */
  due(now: Instant, horizon: number, limit: number): Promise<readonly ReadySource[]>
  /** Those of `urls` that could be claimed now, the longest due first. */
  claimable(urls: readonly string[], turn: Turn): Promise<readonly ReadySource[]>
  /** Hosts that limit us. */
  hostLimits(): Promise<readonly HostLimit[]>
  /** Marks what is put into a queue, until it is claimed, or that time; gives those that stood in none. */
  enqueue(urls: readonly string[], turn: Turn, until: Instant): Promise<readonly string[]>
  /** Takes the mark away. */
  dequeue(urls: readonly string[]): Promise<void>
  /** The source, leased to the caller; undefined where it is not due, held, or leased to another. */
  claim(url: string, claim: Claim): Promise<ClaimedSource | undefined>
  /** Gives a lease back as if nothing had been; `asked` are the hosts that the source turned out to lead to. */
  release(url: string, lease: string, asked?: readonly string[]): Promise<void>
  source(url: string): Promise<SourceRecord | undefined>
  /** What those of them that are known are called. */
  faces(urls: readonly string[]): Promise<ReadonlyMap<string, Pick<SourceRecord, 'title' | 'site'>>>
  /** Since when none of those of them that are watched can be read; undefined where one can. */
  unreadSince(urls: readonly string[]): Promise<Instant | undefined>
  /** Of those of them that are watched: when one is due next, and when one was visited last. */
  looks(urls: readonly string[]): Promise<{ readonly next?: Instant; readonly last?: Instant }>
  /** A feed whose file is gone, by its slug: what it was for a day, and then that it was one. */
  removedFeed(slug: string): Promise<{ readonly feed?: FeedConfig } | undefined>
  /** How many watched ones cannot be read. */
  failing(): Promise<number>
  /** The watched ones, by URL. */
  sources(): Promise<readonly SourceRecord[]>
  visits(url: string, limit: number): Promise<readonly Visit[]>
}
