import type { Duration, Instant } from './time.ts'

/** What the schedule remembers of a source between visits: plain JSON in its row. */
export interface ScheduleState {
  /** When something new was last seen; before anything was, the first visit. */
  readonly lastNew?: Instant
  /** How much of the time since then nobody looked: visits came late, or the clock jumped. */
  readonly unheard?: Duration
  /** Time between two new items of this source, smoothed. */
  readonly rhythm?: Duration
  /** What the feed and its last 200 asked for; holds until another says otherwise (RFC 9111 4.3.4). */
  readonly hints?: Hints
  readonly freshness?: Freshness
  /** Visits in a row that left us without validators to send, and whether there ever were any. */
  readonly bare?: number
  readonly validated?: true
  /** Where permanent redirects lead, not believed yet. */
  readonly moving?: Moving
}

export interface Moving {
  readonly url: string
  readonly since: Instant
  readonly visits: number
}

/** What the feed itself asks for, understood; what was nonsense is absent. */
export interface Hints {
  /** RSS `ttl`. */
  readonly ttl?: Duration
  /** RSS 1.0 syndication module: the time between two updates, and an instant of one of them. */
  readonly period?: Duration
  readonly base?: Instant
  /** Hours of the day in GMT, 0 to 23, in which nobody should ask. */
  readonly skipHours?: readonly number[]
  /** Days of the week in GMT, 0 for Sunday. */
  readonly skipDays?: readonly number[]
}

/** How long an answer is fresh, and what says so. */
export interface Freshness {
  readonly code: 'max-age' | 'expires'
  readonly duration: Duration
}
