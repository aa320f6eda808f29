import type { Instant } from '../model/time.ts'

/** RFC 3339 in UTC. Throws for what it cannot say: an invalid instant, and years that have not four digits. */
export function rfc3339(instant: Instant): string {
  const written = new Date(instant).toISOString()
  if (written.length !== 24) throw new RangeError(`${written} is beyond RFC 3339`)
  return written.replace('.000Z', 'Z')
}

/** RFC 822 with the four-digit year of RSS 2.0; GMT is said by its name, which every reader knows. Throws as `rfc3339` does. */
export const rfc822 = (instant: Instant): string => new Date(rfc3339(instant)).toUTCString()
