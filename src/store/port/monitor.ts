import type { Closing, Incident } from '../../model/incident.ts'
import type { Counts } from '../../model/monitor-state.ts'
import type { SourceRecord } from '../../model/source.ts'
import type { Duration, Instant } from '../../model/time.ts'

/** Whom we reached lately, read where a visit got no answer at all. */
export interface Reach {
  /** Whether the incident `offline` is open. */
  readonly open: boolean
  /** When any source answered last; 0 where none ever did. */
  readonly answered: Instant
  /** Watched sources and their servers, this one included. */
  readonly sources: number
  readonly hosts: number
  /** Those of them, this one left out, that answered before and have not since. */
  readonly newlyFailing: number
  readonly newlyFailingHosts: number
  /** The same of those whose certificate is not trusted: somebody showed one. */
  readonly newlyDistrusted: number
  readonly newlyDistrustedHosts: number
}

/** What a visit that got no answer means. */
export interface Outage {
  /** Whoever began to fail after it is not to blame. */
  readonly since: Instant
  readonly incident: Incident
  /** Several servers are silent at once, so none of them is treated as if it were broken. Where there is only one, we cannot know. */
  readonly spared: boolean
}

/** What a visit means for the owner, written with it. */
export interface MonitorSave {
  readonly opened: readonly Incident[]
  readonly closed: readonly Closing[]
  /** A server answered: an outage, if there was one, is over, and this sentence ends it. */
  readonly answered?: string
  /** Nothing at all can be fetched: who failed in it is forgiven. */
  readonly outage?: Outage
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

/** Incidents, their delivery, and the chores of upkeep. */
export interface MonitorStore {
  /** The newest change first; of one source where given. */
  incidents(limit: number, source?: string): Promise<readonly Incident[]>
  reach(source: Pick<SourceRecord, 'url' | 'host'>): Promise<Reach>
  /** Counters over the whole life of this store, of sources that are not watched any more too. */
  totals(): Promise<Counts>
  /** Whether it is the caller's turn to do this; the next turn is at `next`. */
  chore(name: string, now: Instant, next: Instant): Promise<boolean>
  /** Messages that are due, of whoever noted them, but for what is over and older than three days; each of them leased to the caller until `until`. */
  parcels(now: Instant, until: Instant, limit: number): Promise<readonly Parcel[]>
  delivered(id: string): Promise<void>
  /**
   * Tells of a source whose last visit never came to its end, and lets nobody visit it before; gives whether it is so. Else it is due as
   * before: what ended its visits was told by throwing, as a database that fails is.
   */
  abandon(source: string, incident: Incident, until: Instant): Promise<boolean>
  postpone(id: string, until: Instant): Promise<void>
  /** Buries stories that no source shows any more; gives the number of their items. Two round trips. */
  retire(retiring: Retiring): Promise<number>
  /**
   * Drops what only grows: closed incidents, runs with their visits, and messages older than `before`. Of what was buried about `buried`,
   * title and address go too.
   */
  prune(before: Instant, buried: Instant): Promise<void>
  /** Drops the older half of the index of copies, once in `period`. Two round trips. */
  turnIndex(now: Instant, period: Duration): Promise<void>
}
