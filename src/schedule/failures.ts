import { present } from '../present.ts'
import type { Instant } from '../model/time.ts'

/**
 * What is held against a source: the one count that the pauses, the incidents and /status go by. It stands in the source's row.
 */
export interface Failures {
  /** Visits in a row that brought nothing. */
  readonly failures: number
  /** Since when they are its own; absent while nobody blames it, as in an outage of ours. */
  readonly failingSince?: Instant
}

/** While nobody blames it nothing is held against it, however many visits brought nothing. */
export const blamedFor = ({ failures, failingSince }: Failures): number => (failingSince === undefined ? 0 : failures)

export type VisitResult =
  | { readonly kind: 'well' }
  | { readonly kind: 'failed' }
  /** 429: the server limits how often it is asked (RFC 6585 4), which says nothing of the feed. */
  | { readonly kind: 'limited' }
  /** Nothing at all can be fetched since then; `spared`: several servers stopped at once, so it is us, and no pause grows. */
  | { readonly kind: 'offline'; readonly since: Instant; readonly spared: boolean }

export function failuresAfter(before: Failures, result: VisitResult, now: Instant): Failures {
  const { failures, failingSince } = before
  switch (result.kind) {
    case 'well':
      return { failures: 0 }
    case 'limited':
      return present<Failures>({ failures, failingSince })
    case 'offline': {
      const isOld = failingSince !== undefined && failingSince <= result.since
      const counted = result.spared ? (isOld ? failures : 0) : failures + 1
      return { failures: counted, ...(isOld ? { failingSince } : {}) }
    }
    case 'failed':
      // what nobody was blamed for does not count against it now; a clock that was ahead does not either
      return failingSince === undefined
        ? { failures: 1, failingSince: now }
        : { failures: failures + 1, failingSince: Math.min(failingSince, now) }
  }
}
