/**
 * A simulated week of 300 sources of all kinds: requests and bytes against plain polling every 15 minutes, and how late
 * items are noticed. Run it with `node bench/politeness.ts`; the numbers are the same every time.
 */
import { DAY, HOUR, MINUTE, type Duration, type Instant } from '../src/model/time.ts'
import type { HeaderMap } from '../src/model/fetched.ts'
import type { RawHints } from '../src/model/raw.ts'
import { failuresAfter, type Failures } from '../src/schedule/failures.ts'
import { firstVisit, nextVisit, type ScheduleOutcome } from '../src/schedule/schedule.ts'
import { SOURCE_DEFAULTS } from '../src/model/config.ts'
import type { ScheduleState } from '../src/model/schedule-state.ts'

interface Kind {
  readonly name: string
  readonly count: number
  /** Mean time between two new items. */
  readonly rhythm: Duration
  readonly headers?: HeaderMap
  readonly hints?: Partial<RawHints>
  readonly validators?: false
  readonly failing?: number
}

/** A guess at a real collection: some wires, mostly papers and blogs, some that ask for something, some that fail. */
const KINDS: readonly Kind[] = [
  { name: 'wire, several items an hour', count: 40, rhythm: 20 * MINUTE },
  { name: 'paper, twenty items a day', count: 80, rhythm: 72 * MINUTE },
  { name: 'blog, an item every other day', count: 60, rhythm: 2 * DAY },
  { name: 'asleep for a month', count: 40, rhythm: 30 * DAY },
  { name: 'max-age of four hours', count: 20, rhythm: 3 * HOUR, headers: { 'cache-control': 'max-age=14400' } },
  { name: 'ttl of half a day', count: 20, rhythm: 8 * HOUR, hints: { ttl: '720' } },
  { name: 'no validators', count: 15, rhythm: 6 * HOUR, validators: false },
  { name: 'gone (410)', count: 5, rhythm: DAY, failing: 410 },
  { name: 'missing (404)', count: 10, rhythm: DAY, failing: 404 },
  { name: 'down (503)', count: 10, rhythm: DAY, failing: 503 },
]

const WEEK = 7 * DAY
const START: Instant = Date.UTC(2026, 6, 13)
const DOCUMENT_BYTES = 60_000 // a feed of 30 items with summaries
const GZIP_RATIO = 5
const HEAD_BYTES = 300 // of a 304, or of an error

let seed = 20110113
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
const gapOf = (rhythm: Duration) => -Math.log(1 - random()) * rhythm

interface Tally {
  requests: number
  bytes: number
  plainBytes: number
  late: Duration[]
  /** Items noticed later than an hour, the silence before them, their source's rhythm and its publisher's wish explain. */
  excess: number
}

function simulate(kind: Kind, index: number, tally: Tally): void {
  // three weeks for the schedule to learn, then the week that counts
  let now = firstVisit(START - 21 * DAY, SOURCE_DEFAULTS.every, index, 300, random)
  let state: ScheduleState = {}
  let failing: Failures = { failures: 0 }
  let nextItem = now - DAY
  let previous = now - 2 * DAY
  const wish = wishOf(kind)
  while (now < START + WEEK) {
    const counted = now >= START
    const fresh: { at: Instant; silence: Duration }[] = []
    for (; nextItem <= now; previous = nextItem, nextItem += gapOf(kind.rhythm)) fresh.push({ at: nextItem, silence: nextItem - previous })
    const outcome = outcomeOf(kind, fresh.length)
    if (counted) {
      tally.requests++
      tally.bytes += outcome.kind === 'read' ? DOCUMENT_BYTES / GZIP_RATIO : HEAD_BYTES
      for (const { at, silence } of kind.failing ? [] : fresh) {
        tally.late.push(now - at)
        if (now - at > Math.max(1.2 * HOUR, 1.2 * wish, silence, (state.rhythm ?? 0) / 12)) tally.excess++
      }
    }
    failing = failuresAfter(failing, { kind: outcome.kind === 'failed' ? 'failed' : 'well' }, now)
    const next = nextVisit({
      now,
      every: SOURCE_DEFAULTS.every,
      outcome,
      headers: kind.headers ?? {},
      redirects: [],
      validators: kind.validators ?? true,
      dueAt: now,
      failing,
      state,
      random,
    })
    state = next.state
    now = next.dueAt
  }
  tally.plainBytes += (WEEK / (15 * MINUTE)) * (kind.failing ? HEAD_BYTES : DOCUMENT_BYTES)
}

function outcomeOf({ failing, hints, validators }: Kind, fresh: number): ScheduleOutcome {
  if (failing) return { kind: 'failed', status: failing, problem: { code: 'http-status', message: '' } }
  if (fresh === 0 && validators !== false) return { kind: 'unchanged' }
  return { kind: 'read', fresh, items: 30, hints: { skipHours: [], skipDays: [], ...hints } }
}

/** What the source itself asks for, or what its lack of validators costs it. */
const wishOf = ({ headers, hints, validators }: Kind): Duration =>
  Math.max(
    validators === false ? 6 * HOUR : 0,
    Number(headers?.['cache-control']?.split('=')[1] ?? 0) * 1000,
    Number(hints?.ttl ?? 0) * MINUTE,
  )

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const hours = (duration: Duration) => `${(duration / HOUR).toFixed(1)} h`
const plain = WEEK / (15 * MINUTE)
const total: Tally = { requests: 0, bytes: 0, plainBytes: 0, late: [], excess: 0 }

console.log('kind                            sources  a day  fewer  median late  latest')
let index = 0
for (const kind of KINDS) {
  const tally: Tally = { requests: 0, bytes: 0, plainBytes: 0, late: [], excess: 0 }
  for (let i = 0; i < kind.count; i++) simulate(kind, index++, tally)
  const perDay = tally.requests / kind.count / 7
  const latest = tally.late.reduce((most, value) => Math.max(most, value), 0)
  console.log(
    `${kind.name.padEnd(32)}${String(kind.count).padStart(7)}${perDay.toFixed(1).padStart(7)}${((plain * kind.count) / Math.max(1, tally.requests)).toFixed(0).padStart(6)}x${hours(median(tally.late)).padStart(13)}${hours(latest).padStart(8)}`,
  )
  total.requests += tally.requests
  total.bytes += tally.bytes
  total.plainBytes += tally.plainBytes
  total.excess += tally.excess
  total.late.push(...tally.late)
}
console.log(
  `\nin all: ${((plain * 300) / total.requests).toFixed(1)} times fewer requests, ${(total.plainBytes / total.bytes).toFixed(0)} times fewer bytes; ${total.late.length} items, half of them noticed within ${hours(median(total.late))}; ${total.excess} later than their source’s own rhythm or wish explains`,
)
