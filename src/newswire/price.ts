import { DAY, HOUR, MINUTE, type Duration } from '../model/time.ts'
import type { Plan } from './quota.ts'

/**
 * What things cost, counted by D1 in workerd (`npm run bench:workers`; test/workers/price.test.ts holds the rows written to it): rows that
 * are read and written, and bytes that stay. One feed lists the source; an item has 330 words.
 */
export const COSTS = {
  unchanged: { read: 17, written: 3 },
  newItem: { read: 520, written: 32 },
  burial: { read: 71, written: 7 },
  render: { read: 48, written: 10 },
  bytesAnItem: 2900,
  bytesATombstone: 300,
}
export type Costs = typeof COSTS

/** New items of a source a day: half of real sources have fewer. */
const ITEMS_A_DAY = 10
/** How long an item stays that its source shows no more; and how long a buried one is remembered. */
const KEPT_DAYS = 90
const REMEMBERED_DAYS = 365

/** What an account has, a day, and for its database (developers.cloudflare.com, 2026); on Paid what the monthly price includes. */
const LIMITS: { readonly [plan in Plan]: { readonly [resource in Resource]: number } } = {
  free: { rowsWritten: 100_000, rowsRead: 5_000_000, queueOperations: 10_000, storage: 500_000_000 },
  paid: { rowsWritten: 50_000_000 / 30, rowsRead: 25_000_000_000 / 30, queueOperations: 1_000_000 / 30, storage: 10_000_000_000 },
}

export type Resource = 'rowsWritten' | 'rowsRead' | 'queueOperations' | 'storage'

/** What breaks, and what one then sees. */
export const SYMPTOMS: { readonly [resource in Resource]: string } = {
  rowsWritten: 'rows written: until midnight UTC visits fail, and nothing new comes in',
  rowsRead: 'rows read: until midnight UTC everything fails, pages too',
  queueOperations: 'operations of the queue: until midnight UTC nothing is visited',
  storage: 'storage: the database takes nothing more; a shorter WIREFOLD_RETAIN makes room',
}

/** Visits of a message on Free, as the minutes of a day bring them: not every one is full, and one with news goes on in another. */
const VISITS_A_MESSAGE = 3
const OPERATIONS_A_MESSAGE = 3

/** What sources take of an account after so many days, as a share of each of its limits. */
export function loadOf(
  every: readonly Duration[],
  { plan, feeds = 1, days = KEPT_DAYS }: { readonly plan: Plan; readonly feeds?: number; readonly days?: number },
  costs: Costs = COSTS,
): { readonly [resource in Resource]: number } {
  const visits = every.reduce((sum, interval) => sum + DAY / interval, 0)
  const items = every.length * ITEMS_A_DAY
  const buried = days >= KEPT_DAYS ? items : 0
  // the minute's tick renders one feed, and only where something is new
  const renders = Math.min(DAY / MINUTE, items * feeds)
  const rows = (kind: 'read' | 'written') =>
    Math.max(0, visits - items) * costs.unchanged[kind] +
    items * costs.newItem[kind] +
    buried * costs.burial[kind] +
    renders * costs.render[kind]
  const tombstones = items * Math.max(0, Math.min(days - KEPT_DAYS, REMEMBERED_DAYS))
  const used = {
    rowsWritten: rows('written'),
    rowsRead: rows('read'),
    queueOperations: (visits / VISITS_A_MESSAGE) * OPERATIONS_A_MESSAGE,
    storage: items * Math.min(days, KEPT_DAYS) * costs.bytesAnItem + tombstones * costs.bytesATombstone,
  }
  const limits = LIMITS[plan]
  return {
    rowsWritten: used.rowsWritten / limits.rowsWritten,
    rowsRead: used.rowsRead / limits.rowsRead,
    queueOperations: used.queueOperations / limits.queueOperations,
    storage: used.storage / limits.storage,
  }
}

export interface Fullest {
  readonly resource: Resource
  /** Of its limit. */
  readonly share: number
}

/** What breaks first. */
export function fullest(load: ReturnType<typeof loadOf>): Fullest {
  const [resource, share] = (Object.entries(load) as [Resource, number][]).reduce((most, one) => (one[1] > most[1] ? one : most))
  return { resource, share }
}

/** How many sources an account holds that are visited so often, and what breaks beyond. */
export interface Capacity {
  readonly sources: number
  readonly first: Resource
}

export function capacity(every: Duration, plan: Plan, days = KEPT_DAYS, costs = COSTS): Capacity {
  const full = (sources: number) => fullest(loadOf(Array<Duration>(sources).fill(every), { plan, days }, costs))
  let [least, most] = [0, 20_000]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (full(middle).share <= 1) least = middle
    else most = middle
  }
  return { sources: least, first: full(most).resource }
}

/**
 * The rows of the table in docs/deploy.md, which a test compares with it.
 * @public
 */
export function capacityRows(costs = COSTS): readonly string[] {
  return (['free', 'paid'] as const).flatMap((plan) =>
    [HOUR, 15 * MINUTE].map((every) => {
      const [soon, later] = [KEPT_DAYS, KEPT_DAYS + REMEMBERED_DAYS].map((days) => capacity(every, plan, days, costs)) as [
        Capacity,
        Capacity,
      ]
      return [plan, `${every / MINUTE} min`, soon.sources, later.sources, SYMPTOMS[soon.first]].join(' | ')
    }),
  )
}

/** From here on it is told: a day with much news takes as much again. */
const TELLING = 0.8

/** A warning for the owner, where the configured sources come near what the account holds. */
export function accountWarning(every: readonly Duration[], plan: Plan, feeds: number): string | undefined {
  const { resource, share } = fullest(loadOf(every, { plan, feeds }))
  if (share < TELLING) return undefined
  return `These ${every.length} sources take about ${Math.round(share * 100)} % of what a ${plan} account at Cloudflare holds. First to break: ${SYMPTOMS[resource]}.`
}
