/** Milliseconds since 1970-01-01T00:00:00Z. Every time inside wirefold is one; ISO 8601 is written only at the edges. */
export type Instant = number
/** A length of time in milliseconds. */
export type Duration = number

export const SECOND: Duration = 1000
export const MINUTE: Duration = 60 * SECOND
export const HOUR: Duration = 60 * MINUTE
export const DAY: Duration = 24 * HOUR

/** Before there was a web, a date is a mistake of the publisher's software, not the age of its news. */
export const PLAUSIBLE_FROM: Instant = Date.UTC(1990, 0, 1)

/** ISO 8601 in UTC, as everything that is printed and published has it. */
export const iso = (instant: Instant): string => new Date(instant).toISOString()
