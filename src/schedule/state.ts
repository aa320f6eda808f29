import { DAY, HOUR, MINUTE, type Duration } from '../model/time.ts'

/** Nobody is asked more often, whoever wants it. */
export const FLOOR: Duration = 15 * MINUTE
/** The slowest that silence or failures alone make a source. */
export const SLOWEST: Duration = DAY
/** The longest that a publisher's wish is followed: a year's max-age is a setting for images that hit a feed. */
export const HINT_CAP: Duration = 7 * DAY
/** Without validators every visit costs the server the whole document. */
export const UNCONDITIONAL: Duration = 6 * HOUR
/** A missing source is asked daily so long, then weekly: it may have been a mistake. */
export const MISSING_PATIENCE: Duration = 14 * DAY
export const WEEKLY: Duration = 7 * DAY
/** Between two looks at a source that said it is gone (410). */
export const GONE: Duration = 30 * DAY
/** A rate limit without a time. */
export const RATE_LIMITED: Duration = HOUR
/**
 * No due time we ever write is further ahead than this: the longest rest, its jitter, and a skipped week. One that is was
 * written by a clock that was ahead, and counts as due.
 */
export const HORIZON: Duration = 40 * DAY
