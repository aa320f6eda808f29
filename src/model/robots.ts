import type { Instant } from './time.ts'

/**
 * robots.txt, for what we find by ourselves: pages that are watched and feeds that they offer. A feed that the curator named
 * is fetched whatever it says: there we are a reader's program, not a crawler (RFC 9309 1).
 */
export interface Robots {
  readonly rules: readonly RobotsRule[]
  /** RFC 9309 2.4: not to be used for longer than a day. */
  readonly until: Instant
}

export interface RobotsRule {
  readonly allow: boolean
  /** As written: a path with `*` for anything and, at its end, `$`. */
  readonly path: string
}

/** What robots.txt said, by origin: kept in the source's row, so that it is asked for once a day (RFC 9309 2.4). */
export type KnownRobots = readonly (Robots & { readonly origin: string })[]
