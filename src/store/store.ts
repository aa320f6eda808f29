import type { Duration, Instant } from '../model/time.ts'
import type { FeedConfig } from '../model/config.ts'
import type { HostLimit } from '../schedule/host-limit.ts'
import type { Problem } from '../model/problem.ts'
import type { StoredCopy, StoredItem, Story } from '../model/story.ts'
import type { Validators } from '../model/fetched.ts'
import type { Decision } from '../dedupe/decision.ts'
import type { Relisting } from '../model/standing.ts'
import type { ContentsStore } from './contents.ts'
import type { Version } from './edits.ts'
import type { Asked, Neighbourhood } from './folding.ts'
import type { Closing, Incident } from '../monitor/incident.ts'
import type { Outage, Reach } from '../monitor/outage.ts'
import type { Counts, MonitorState } from '../monitor/state.ts'
import type { PageState } from '../refresh/build.ts'
import type { RelistStore } from './relist.ts'

export type VisitOutcome = 'updated' | 'unchanged' | 'failed' | 'skipped'

/** One visit to a source, or why there was none. */
export interface Visit {
  readonly source: string
  readonly at: Instant
  readonly run?: string
  readonly outcome: VisitOutcome
  readonly status?: number
  /** Items in the document, and how many of them were never seen before. */
  readonly items: number
  readonly new: number
  /** Bytes of the decoded body. */
  readonly bytes: number
  /** Bytes of it on the wire; told to the log, not kept. */
  readonly wire?: number
  readonly ms: number
  readonly problem?: Problem
  /** A sentence for who watches the refresh; not stored. */
  readonly note?: string
}

/** What only the schedule and the monitor read; JSON in one column. */
export interface SourceState {
  /** Where it is asked after a believed permanent redirect, instead of its configured address. */
  readonly fetchUrl?: string
  /** The address that issued the validators: the only one they are sent to (RFC 9110 13.1). */
  readonly validatorsUrl?: string
  /** Its https address leads to one without TLS. */
  readonly insecure?: true
  /** What was left out of its last document, in words (`RawFeed.notes`). */
  readonly notes?: readonly string[]
  /** Why the next visit is when it is, as a sentence. */
  readonly dueReason?: string
  /** Opaque to everyone but schedule.ts. */
  readonly schedule?: unknown
  /** What the monitor remembers. */
  readonly monitor?: MonitorState
  /** What a page, or a source whose articles are fetched, remembers. */
  readonly page?: PageState
  /** Hashes of what it repeats under any headline (dedupe/furniture.ts). */
  readonly furniture?: readonly number[]
}

/** A watched source as the store knows it. */
export interface SourceRecord {
  readonly url: string
  readonly host: string
  readonly title?: string
  readonly site?: string
  readonly format?: string
  readonly validators: Validators
  readonly bodyHash?: string
  readonly dueAt: Instant
  readonly blockedUntil: Instant
  readonly lastVisit?: Instant
  readonly lastSuccess?: Instant
  readonly failingSince?: Instant
  readonly failures: number
  readonly outcome?: VisitOutcome
  readonly status?: number
  readonly problem?: Problem
  readonly state: SourceState
}

/** Which entries of a document are stored already, read at one version of the ledger. */
export interface Background {
  readonly version: number
  /** Ids of stored items that have the key of an entry and another hash: they changed. */
  readonly changed: readonly string[]
  /** Keys of entries that are stored as they are. */
  readonly unchanged: ReadonlySet<string>
}

/** Everything one visit changes. It is written as one batch or not at all. */
export interface Save {
  /** As it shall stand after the visit; the lease is given back. */
  readonly source: SourceRecord
  readonly lease: string
  readonly visit: Visit
  /** The ledger's version that the decisions were made on; absent where nothing was decided. */
  readonly version?: number
  /** New ones, and changed ones as they are now. Of a changed item `edited` is 0 unless the edit was material. */
  readonly items: readonly StoredItem[]
  /** Keys that were in the document again, unchanged. */
  readonly seen: readonly string[]
  readonly decisions: readonly Decision[]
  /** What feeds hold of it; `choices` is by what that was decided. */
  readonly relisting?: Relisting & { readonly choices: string }
  /** Slugs of the feeds that show this source. */
  readonly touched: readonly string[]
  /** Of those, the ones whose rules ask how it is called, where that changed. */
  readonly renamedIn: readonly string[]
  /** Hosts that it asked, or was to ask, in order. */
  readonly asked: readonly string[]
  /** What its answers mean for everything that is asked of their hosts. */
  readonly limits: readonly HostLimit[]
  readonly monitor?: MonitorSave
}

/** What a visit means for the owner, written with it. */
export interface MonitorSave {
  readonly opened: readonly Incident[]
  readonly closed: readonly Closing[]
  /** A server answered: an outage, if there was one, is over. */
  readonly answered: boolean
  /** Nothing at all can be fetched: who failed in it is forgiven. */
  readonly outage?: Outage
  /** Whether incidents go into the outbox. */
  readonly announce: boolean
}

/** A message that is to be delivered. */
export interface Parcel {
  readonly id: string
  readonly event: 'opened' | 'closed'
  readonly at: Instant
  /** This attempt included. */
  readonly attempts: number
  readonly incident: Incident
}

/** What may go: stories that no source shows and no edition holds. */
export interface Retiring {
  /** Items that were last shown before it. */
  readonly before: Instant
  /** Stories. */
  readonly limit: number
  readonly now: Instant
}

/** `stale`: somebody else stored items since `version` was read. `lost`: the lease ran out and another took it. */
export type Saved = 'saved' | 'stale' | 'lost'

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
}

export interface Claim extends Turn {
  readonly lease: string
  readonly until: Instant
}

export type EditionFormat = 'atom' | 'rss' | 'json' | 'html'

export interface EditionHead {
  readonly etag: string
  readonly modified: Instant
}

/** A rendered document to store: the text, and the same gzipped, in base64. */
export interface NewEdition {
  readonly format: EditionFormat
  readonly etag: string
  readonly body: string
  readonly gzip: string
}

export interface FeedRecord {
  readonly slug: string
  readonly configHash: string
  /** Counts the changes to what it shows; `rendered` is the count its editions were made at. */
  readonly generation: number
  readonly rendered: number
  readonly updated: Instant
}

/** A refresh that somebody asked for. */
export interface Run {
  readonly id: string
  readonly at: Instant
  /** All that was asked for. */
  readonly asked: readonly string[]
  /** Those of them that were due when it began. */
  readonly due: readonly string[]
  /** Visits to those since then, whoever made them. */
  readonly visits: readonly Visit[]
}

/** Where a page of a listing goes on: strictly after this place in descending order. */
export interface Place {
  readonly at: Instant
  /** The story, or the item where items are listed. */
  readonly id: string
  /** The newest of its items. */
  readonly item: string
}

/** All that wirefold keeps, in its own words. Every method is one round trip unless it says otherwise. */
export interface Store extends ContentsStore, RelistStore {
  /** Takes over the configuration: watched sources, published feeds. Gives the permanent authority of tag URIs. */
  configure(input: {
    sources: readonly { url: string; host: string }[]
    feeds: readonly { slug: string; configHash: string }[]
    /** The files that make them; one with a mistake makes what it made when it was last right. */
    files: readonly { readonly file: string; readonly slug: string; readonly feed?: FeedConfig }[]
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
  /** How many watched ones cannot be read. */
  failing(): Promise<number>
  /** The watched ones, by URL. */
  sources(): Promise<readonly SourceRecord[]>
  visits(url: string, limit: number): Promise<readonly Visit[]>

  /** Sorts the entries of a document into new, changed and unchanged. One read. */
  background(source: string, entries: readonly { key: string; hash: string }[]): Promise<Background>
  /** Possible copies of what arrived, and what editors said of them. Three reads. */
  neighbourhood(asked: Asked): Promise<Neighbourhood>
  save(save: Save): Promise<Saved>

  /** Whole stories, their items by first seen. Several round trips where there are many. */
  stories(ids: readonly string[]): Promise<readonly Story[]>
  /** `brief`: without their HTML. */
  items(ids: readonly string[], brief?: boolean): Promise<readonly StoredItem[]>
  copies(ids: readonly string[]): Promise<readonly StoredCopy[]>
  /** The items of a story in the order in which they were stored, each with its row: those behind the row `after`. */
  members(story: string, after: number, limit: number): Promise<readonly { readonly row: number; readonly item: StoredCopy }[]>
  /** Items by id, story id or address. */
  find(what: string): Promise<readonly StoredItem[]>

  /** Takes an item out of its story, for good; gives the id of its own. */
  split(item: StoredItem, now: Instant): Promise<string>
  /** Folds the story `gone` into `keep`, for good. */
  merge(keep: string, gone: string, now: Instant): Promise<void>
  /** Chooses the item that is shown for a story; without one the policy decides again. */
  show(story: string, item: string | undefined, now: Instant): Promise<void>
  /** The story that an id stands for now: its own, or the one it was merged into. */
  currentStory(story: string): Promise<string>
  /** The versions these items had before, the last replaced first. */
  versions(items: readonly string[]): Promise<ReadonlyMap<string, readonly Version[]>>

  feeds(): Promise<readonly FeedRecord[]>
  /** Stores the editions that changed, and which stories they hold, unless a newer generation was stored meanwhile. */
  publish(feed: FeedRecord, updated: Instant, editions: readonly NewEdition[], held: readonly string[], now: Instant): Promise<void>
  editionHeads(feed: string): Promise<ReadonlyMap<EditionFormat, EditionHead>>
  /** Head and body of one moment, so that the ETag is that of the bytes. */
  edition(
    feed: string,
    format: EditionFormat,
    encoding: 'identity' | 'gzip',
  ): Promise<(EditionHead & { readonly body: string }) | undefined>

  /** The newest change first; of one source where given. */
  incidents(limit: number, source?: string): Promise<readonly Incident[]>
  reach(source: Pick<SourceRecord, 'url' | 'host'>): Promise<Reach>
  /** Counters over the whole life of this store, of sources that are not watched any more too. */
  totals(): Promise<Counts>
  /** Whether it is the caller's turn to do this; the next turn is at `next`. */
  chore(name: string, now: Instant, next: Instant): Promise<boolean>
  /** Messages that are due, each of them leased to the caller until `until`. */
  parcels(now: Instant, until: Instant, limit: number): Promise<readonly Parcel[]>
  delivered(id: string): Promise<void>
  postpone(id: string, until: Instant): Promise<void>
  /** Buries stories that no source shows any more; gives the number of their items. Two round trips. */
  retire(retiring: Retiring): Promise<number>
  /** Drops what only grows: closed incidents, runs with their visits, and messages older than `before`. */
  prune(before: Instant): Promise<void>
  /** Drops the older half of the index of copies, once in `period`. Two round trips. */
  turnIndex(now: Instant, period: Duration): Promise<void>

  startRun(run: Omit<Run, 'visits'>): Promise<void>
  run(id: string): Promise<Run | undefined>
  ping(): Promise<void>
  close(): Promise<void>
}
