import { DAY, HOUR, MINUTE, type Duration } from '../model/time.ts'
import { COSTS, CPU, type Costs } from './price.ts'
import type { Plan } from './quota.ts'

/** New items of a source a day: half of real sources have fewer. */
const ITEMS_A_DAY = 10
/** How long an item stays that its source shows no more; and how long a buried one is remembered. */
const KEPT_DAYS = 90
const REMEMBERED_DAYS = 365

/** What an account has, a day, and for its database (developers.cloudflare.com, 2026); on Paid what the monthly price includes. */
const LIMITS: { readonly [plan in Plan]: { readonly [resource in Resource]: number } } = {
  free: { cpu: 10, rowsWritten: 100_000, rowsRead: 5_000_000, queueOperations: 10_000, storage: 500_000_000 },
  paid: {
    cpu: 30_000,
    rowsWritten: 50_000_000 / 30,
    rowsRead: 25_000_000_000 / 30,
    queueOperations: 1_000_000 / 30,
    storage: 10_000_000_000,
  },
}

/** CPU is that of one invocation, in milliseconds; all others are used up in a day, or stay. */
export type Resource = 'cpu' | 'rowsWritten' | 'rowsRead' | 'queueOperations' | 'storage'

/** What breaks, and what one then sees. */
export const SYMPTOMS: { readonly [resource in Resource]: string } = {
  cpu: 'CPU: what takes longer is ended and comes again later; the third time it is told on /status',
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
    (kind === 'read' ? (DAY / MINUTE) * (costs.minute.read + every.length * costs.minute.readASource) : 0) +
    Math.max(0, visits - items) * costs.unchanged[kind] +
    items * costs.newItem[kind] +
    buried * costs.burial[kind] +
    renders * costs.render[kind]
  const tombstones = items * Math.max(0, Math.min(days - KEPT_DAYS, REMEMBERED_DAYS))
  const { cold, sources, aSource } = costs.cpu
  const used = {
    cpu: cold + (every.length - sources) * aSource,
    rowsWritten: rows('written'),
    rowsRead: rows('read'),
    queueOperations: (visits / VISITS_A_MESSAGE) * OPERATIONS_A_MESSAGE,
    storage: items * Math.min(days, KEPT_DAYS) * costs.bytesAnItem + tombstones * costs.bytesATombstone,
  }
  const limits = LIMITS[plan]
  return {
    cpu: used.cpu / limits.cpu,
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
      const cpu = `${costs.cpu.cold.toFixed(1)} of ${LIMITS[plan].cpu.toLocaleString('en')} ms`
      return [plan, `${every / MINUTE} min`, cpu, soon.sources, later.sources, SYMPTOMS[soon.first]].join(' | ')
    }),
  )
}

/**
 * The rows of the other table: each kind of invocation, and whether a new isolate does it in the time that Free gives.
 * @public
 */
export function cpuRows(prices = CPU): readonly string[] {
  const left = (ms: number) => Math.floor((1 - ms / LIMITS.free.cpu) * 100)
  return prices.map(({ what, warm, cold }) =>
    [what, `${warm.toFixed(1)} ms`, `${cold.toFixed(1)} ms`, cold <= LIMITS.free.cpu ? `yes, ${left(cold)} % left` : 'no'].join(' | '),
  )
}

/** From here on it is told: a day with much news takes as much again. An invocation's CPU is what 19 of 20 isolates stay below: no day doubles it. */
const TELLING: { readonly [resource in Resource]: number } = {
  cpu: 0.95,
  rowsWritten: 0.8,
  rowsRead: 0.8,
  queueOperations: 0.8,
  storage: 0.8,
}

/** A warning for the owner, where the configured sources come near what the account holds. */
export function accountWarning(every: readonly Duration[], plan: Plan, feeds: number, costs = COSTS): string | undefined {
  const load = loadOf(every, { plan, feeds }, costs)
  const near = (Object.keys(load) as Resource[]).filter((resource) => load[resource] >= TELLING[resource])
  if (near.length === 0) return undefined
  const { resource, share } = fullest(Object.fromEntries(near.map((one) => [one, load[one]])) as typeof load)
  return `These ${every.length} sources take about ${Math.round(share * 100)} % of what a ${plan} account at Cloudflare holds. First to break: ${SYMPTOMS[resource]}.`
}
