import type { Duration, Instant } from '../model/time.ts'
import { HOST_GAP, holdOf, MOST_WAIT, type HostAnswer, type HostLimit } from '../schedule/host-limit.ts'
import { HeldPlace, openPlaces, type Places } from './places.ts'

/** Visits at once: workerd allows six connections, a small server's uplink not many more. */
const CONCURRENCY = 6
/** Requests that wait for one host; the lease of a visit ends before many more are through. */
const MOST_WAITING = 30

/** What counts as one server: name and port. A `file:` URL has no host and stands for itself. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host || url
}

export interface GateOptions {
  readonly concurrency?: number
  readonly sleep: (duration: Duration) => Promise<void>
  /** Milliseconds of a clock that never jumps: a pause is not a matter of the calendar. */
  readonly now?: () => number
}

export type InTurn<Result> = { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly wait: Duration }

/** How one visit asks. */
export interface Turns {
  /** Makes a request when it is that host's turn; makes none where it does not come soon. */
  readonly ask: <Result>(host: string, request: () => Promise<Result>) => Promise<InTurn<Result>>
  /** Waits for the one place of a large document. It is this visit's until it ends, or waits for a host. */
  readonly holdLarge: () => Promise<void>
  /** Takes note of an answer before the next request goes to that host. */
  readonly heard: (host: string, answer: HostAnswer, now: Instant) => void
}

/** Who is asked when, by all that runs in one process. */
export interface HostGate {
  /** Runs a visit as soon as there is a place for it. It holds none while it waits for a host. */
  readonly visit: <Result>(work: (turns: Turns) => Promise<Result>) => Promise<Result>
  /** How long it is until a host may be asked again. */
  readonly wait: (host: string) => Duration
  /** Takes over what is stored of hosts that limit us, in place of what was stored before. */
  readonly learn: (limits: readonly HostLimit[], now: Instant) => void
}

interface Lane {
  /** When the last request ended. */
  ended: number
  waiting: number
  last: Promise<void>
  /** Of the steady clock: nobody asks before. */
  heldUntil: number
  isStored: boolean
  gap: Duration
}

const newLane = (): Lane => ({ ended: -Infinity, waiting: 0, last: Promise.resolve(), heldUntil: 0, isStored: false, gap: HOST_GAP })

/**
 * Lets one request to a host run at a time and a pause pass between two, whoever makes them: a visit, a redirect of another one,
 * a look at robots.txt, the next tick that overlaps this one, and somebody's refresh all go through one gate. Hosts run side by
 * side, and a visit that pauses holds no place, so that twelve feeds of one host delay nobody else's.
 */
export const openGate = (options: GateOptions): HostGate => new Gate(options)

class Gate implements HostGate {
  readonly #sleep: (duration: Duration) => Promise<void>
  readonly #now: () => number
  readonly #places: Places
  /** One entry a host that was asked. */
  readonly #lanes = new Map<string, Lane>()
  /** What is read of a large document takes several times its memory, so there is one at a time. */
  readonly #large = openPlaces(1)

  constructor({ concurrency = CONCURRENCY, sleep, now = () => performance.now() }: GateOptions) {
    this.#sleep = sleep
    this.#now = now
    this.#places = openPlaces(concurrency)
  }

  async visit<Result>(work: (turns: Turns) => Promise<Result>): Promise<Result> {
    await this.#places.take()
    const large = new HeldPlace(this.#large)
    try {
      return await work({
        ask: (host, request) => this.#ask(this.#lane(host), request, large),
        holdLarge: () => large.take(),
        heard: (host, answer, at) => this.#heard(host, answer, at),
      })
    } finally {
      large.give()
      this.#places.give()
    }
  }

  wait(host: string): Duration {
    return this.#pause(this.#lane(host))
  }

  learn(limits: readonly HostLimit[], at: Instant): void {
    for (const lane of this.#lanes.values()) Object.assign(lane, { gap: HOST_GAP, ...(lane.isStored ? { heldUntil: 0 } : {}) })
    for (const limit of limits) Object.assign(this.#lane(limit.host), stored(limit, this.#now() - at))
  }

  #lane(host: string): Lane {
    const lane = this.#lanes.get(host) ?? newLane()
    this.#lanes.set(host, lane)
    return lane
  }

  #pause({ ended, gap, heldUntil }: Lane): Duration {
    return Math.max(0, ended + gap - this.#now(), heldUntil - this.#now())
  }

  #heard(host: string, answer: HostAnswer, at: Instant): void {
    const hold = holdOf(answer, at)
    if (hold !== undefined) Object.assign(this.#lane(host), { heldUntil: this.#now() + hold, isStored: false })
  }

  async #ask<Result>(lane: Lane, request: () => Promise<Result>, large: HeldPlace): Promise<InTurn<Result>> {
    if (lane.waiting >= MOST_WAITING) return { ok: false, wait: lane.gap }
    const before = lane.last
    const { promise, resolve: leave } = Promise.withResolvers<void>()
    lane.last = promise
    lane.waiting++
    try {
      if (lane.waiting > 1 || this.#pause(lane) > 0) await this.#waitFor(before, lane, large)
      // measured again: a hold may have come meanwhile
      const isLong = Math.max(lane.heldUntil, lane.ended + lane.gap) - this.#now() > MOST_WAIT
      return isLong ? { ok: false, wait: this.#pause(lane) } : { ok: true, result: await this.#request(lane, request) }
    } finally {
      lane.waiting--
      leave()
    }
  }

  async #request<Result>(lane: Lane, request: () => Promise<Result>): Promise<Result> {
    try {
      return await request()
    } finally {
      lane.ended = this.#now()
    }
  }

  /** Until the request before has ended, and the host's pause is over; meanwhile another visit has the place. */
  async #waitFor(before: Promise<void>, lane: Lane, large: HeldPlace): Promise<void> {
    large.give()
    this.#places.give()
    try {
      await before
      const pause = this.#pause(lane)
      if (pause > 0 && pause <= MOST_WAIT) await this.#sleep(pause)
    } finally {
      // what a visit has read stands in memory until it ends
      await this.#places.take(true)
    }
  }
}

/** @param offset of the steady clock against the calendar */
const stored = ({ notBefore, spacing, refusals }: HostLimit, offset: Duration): Partial<Lane> => ({
  gap: Math.max(HOST_GAP, spacing),
  heldUntil: refusals > 0 ? notBefore + offset : 0,
  isStored: true,
})

/** Runs every task, those of one host one after another in order, to the end of all of them; gives what was thrown. */
export async function runByHost<Task>(
  tasks: readonly Task[],
  host: (task: Task) => string,
  run: (task: Task) => Promise<void>,
): Promise<readonly unknown[]> {
  const failures: unknown[] = []
  const runLane = async (lane: readonly Task[]) => {
    for (const task of lane) await run(task).catch((error: unknown) => void failures.push(error))
  }
  await Promise.all([...Map.groupBy(tasks, host).values()].map(runLane))
  return failures
}
