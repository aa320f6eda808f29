import type { PublishedEntry } from '../../model/published.ts'
import type { Instant } from '../../model/time.ts'

/** A story in a list of stories: its text is elsewhere. */
export interface Headline {
  /** As in /api/stories/ID, and the anchor on the feed's page. */
  readonly story: string
  readonly title: string
  readonly url?: string | undefined
  readonly source: string
  readonly published: Instant
  readonly excerpt?: string | undefined
  /** How many others ran it. */
  readonly copies: number
}

export function headlineOf({ story, title, url, source, published, excerpt, copies, copyCount = copies.length }: PublishedEntry): Headline {
  return { story, title, url, source: source.name, published, excerpt, copies: copyCount }
}
