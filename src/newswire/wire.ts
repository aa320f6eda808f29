import type { Coalesce } from './coalesce.ts'
import type { PartBounds } from './parting.ts'
import type { WalkBounds } from './relist.ts'
import type { Mistake } from '../config/together.ts'
import type { Masthead } from '../curate/masthead.ts'
import type { HostGate } from '../fetch/hosts.ts'
import type { Duration } from '../model/time.ts'
import type { GroupBounds } from '../refresh/group.ts'
import type { Refresher } from '../refresh/refresher.ts'
import type { Visit } from '../model/visit.ts'

/** One running wirefold: what both runtimes hand to the web, the command line and the scheduler. */
export interface Newswire extends Refresher {
  readonly masthead: Masthead
  /** Milliseconds between forced visits to one source. */
  readonly forceFloor: Duration
  readonly sleep: (duration: Duration) => Promise<void>
  /** Shared by all refreshes of a process, so that two that overlap do not meet at one host; on Workers by those of one invocation. */
  readonly gate?: HostGate
  /** Shared by all renders by one configuration, so that a feed is rendered once for all who ask meanwhile; on Workers no request waits for another. */
  readonly renders?: Coalesce
  /** Sources that wait for their turn at their host. */
  readonly inHand?: Set<string>
  /** Bearer token of the routes that change something. */
  readonly token?: string
  /** How long items stay that their source does not show any more; without it, for ever. */
  readonly retain?: Duration
  /** Whether somebody else publishes what visits bring: on Workers the next minute's tick does, once for all of them. */
  readonly publishesLater?: boolean
  /** Whether the process has read its feeds anew since, and this is how it was before. */
  readonly isReplaced?: () => boolean
  /** What is wrong with files of the configuration. */
  readonly mistakes?: readonly Mistake[]
  /** How much of what visits found is decided and stored at once. */
  readonly groups?: GroupBounds
  /** How much of what was stored before a change of the feeds is judged anew at once. */
  readonly walk?: WalkBounds
  /** How much of what older rules folded is looked at anew at once. */
  readonly part?: PartBounds
}

export interface RefreshAll {
  readonly urls: readonly string[]
  readonly force?: boolean
  readonly run?: string
  /** Told of every visit as it ends. */
  readonly onVisit?: (visit: Visit) => void
  readonly signal?: AbortSignal
}
