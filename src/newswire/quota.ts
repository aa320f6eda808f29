import type { Entry } from '../model/item.ts'
import type { Visit } from '../model/visit.ts'
import { sizeOfEntry } from '../refresh/parts.ts'

/** What one invocation of a Worker may do. Who goes over it is ended on the spot, with all that was under way. */
export interface Quota {
  /** Statements of D1, those of a batch one by one. */
  readonly statements: number
  /** Requests to others' servers. */
  readonly fetches: number
  /** Estimated milliseconds of CPU. */
  readonly work: number
  /** Sources that one message of the queue carries. */
  readonly sources: number
  /** Feeds that the minute's tick renders. */
  readonly renders: number
}

export type Plan = 'free' | 'paid'

/** What `WIREFOLD_PLAN` says; an account that nothing is said of is a free one. */
export const planOf = (written: string | undefined): Plan => (written === 'paid' ? 'paid' : 'free')

/**
 * What we allow ourselves of what Cloudflare does: 50 statements, 50 requests and 10 ms on Free; 1,000, 10,000 and 30 s on Paid.
 * Free has 10,000 operations of queues a day, three a message. Eight sources that have nothing new take 26 statements, and a visit
 * with news ends the message's part of an invocation; so 100 sources each quarter of an hour are some 8,000 operations.
 */
export const QUOTAS: { readonly [plan in Plan]: Quota } = {
  free: { statements: 45, fetches: 40, work: 3, sources: 8, renders: 1 },
  paid: { statements: 900, fetches: 900, work: 10_000, sources: 25, renders: 50 },
}

/** What an invocation has done so far. */
export interface Spent {
  statements: number
  fetches: number
  work: number
}

export const nothingSpent = (): Spent => ({ statements: 0, fetches: 0, work: 0 })

/**
 * The dearest visit, of twenty new items and five articles behind them. To decide a second time because another visit came between takes 22
 * statements more: only the first of an invocation may, and the others leave it to the next minute (test/workers/quota.test.ts).
 */
const DEAREST_VISIT = { statements: 25, fetches: 12 }
const DECIDED_AGAIN = 22
/** Rendering a feed, and taking note of it. */
const DEAREST_RENDER = 16
/** A minute's share of what is looked at anew, and of what has to go. */
const DEAREST_UPKEEP = 34

export const hasRoomForVisit = (quota: Quota, spent: Spent): boolean =>
  spent.statements + DEAREST_VISIT.statements <= quota.statements &&
  spent.fetches + DEAREST_VISIT.fetches <= quota.fetches &&
  spent.work < quota.work

export const hasRoomToDecideAgain = (quota: Quota, spent: Spent): boolean => spent.statements + DECIDED_AGAIN <= quota.statements
export const hasRoomForRender = (quota: Quota, spent: Spent): boolean => spent.statements + DEAREST_RENDER <= quota.statements
export const hasRoomForUpkeep = (quota: Quota, spent: Spent): boolean => spent.statements + DEAREST_UPKEEP <= quota.statements

/**
 * Milliseconds of CPU of an isolate that has just begun, by the figures of newswire/price.ts: any visit, a kilobyte that is read, and an item
 * that is new, with a kilobyte of it.
 */
const A_VISIT = 0.5
const A_KILOBYTE = 0.015
const AN_ITEM = 0.5
const A_KILOBYTE_OF_ITEMS = 0.1

/** What a visit costs beside its new items, as far as one can tell when it is over. */
export const workOf = ({ outcome, bytes }: Pick<Visit, 'outcome' | 'bytes'>): number =>
  outcome === 'skipped' ? 0 : A_VISIT + (bytes / 1000) * A_KILOBYTE

/**
 * How many of these entries, from the first on, an invocation has room to decide on; they are spent. One at least, or nobody ever would. A message that
 * was cut off takes fewer at its next attempt: what was too much once is too much again.
 */
export function takeEntries(quota: Quota, spent: Spent, entries: readonly Entry[], tries = 1): number {
  const room = (quota.work - spent.work) / tries
  let work = 0
  let count = 0
  for (const { raw } of entries) {
    work += AN_ITEM + (sizeOfEntry(raw) / 1000) * A_KILOBYTE_OF_ITEMS
    if (count > 0 && work > room) break
    count++
  }
  spent.work += work
  return count
}
