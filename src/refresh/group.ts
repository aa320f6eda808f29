import type { Visit } from '../model/visit.ts'
import { measure } from './parts.ts'
import type { Refresher } from './refresher.ts'
import { settle } from './settle.ts'
import type { Finding, Settler } from './finding.ts'
import { StoreError } from '../store/port/errors.ts'

/** How much is decided and stored at once. */
export interface GroupBounds {
  /** Visits in one transaction. */
  readonly visits: number
  /** A group takes no other visit after so long (milliseconds): its process does nothing else meanwhile, and no other writes. */
  readonly time: number
  /** What is ready waits so long for who still asks (milliseconds). */
  readonly patience: number
}

/**
 * A process that serves: nobody waits longer than for a large document. Without readers a longer group is cheaper: its visits change
 * the same pages of the index of copies, and each page is written once a group.
 */
export const GROUPS_SERVING: GroupBounds = { visits: 50, time: 40, patience: 200 }
export const GROUPS_ALONE: GroupBounds = { ...GROUPS_SERVING, time: 400 }

/** Characters of entries that may wait to be decided; they are in memory. */
const MOST_WAITING = 2_000_000

interface Waiting extends Finding {
  readonly size: number
  readonly isLarge: boolean
  readonly resolve: (visit: Visit) => void
  readonly reject: (error: unknown) => void
}

/** What is told of a visit once its group is stored. */
type Told = () => void

export const openSettler = (refresher: Refresher, bounds = GROUPS_SERVING, clock = () => performance.now()): Settler =>
  new Groups(refresher, bounds, clock)

class Groups implements Settler {
  readonly #refresher: Refresher
  readonly #bounds: GroupBounds
  readonly #clock: () => number
  #asking = 0
  #waiting: Waiting[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #isSettling = false
  #room = Promise.withResolvers<void>()

  constructor(refresher: Refresher, bounds: GroupBounds, clock: () => number) {
    this.#refresher = refresher
    this.#bounds = bounds
    this.#clock = clock
  }

  async ask<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#isFull) await this.#room.promise
    this.#asking++
    try {
      return await work()
    } finally {
      this.#asking--
      this.#plan()
    }
  }

  settle(finding: Finding): Promise<Visit> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...finding, ...measure(finding.attempt), resolve, reject })
      this.#plan()
    })
  }

  get #isFull(): boolean {
    const size = this.#waiting.reduce((sum, one) => sum + one.size, 0)
    return this.#waiting.length >= this.#bounds.visits || size >= MOST_WAITING
  }

  #plan(): void {
    if (this.#isSettling || this.#waiting.length === 0) return
    if (!this.#isFull && this.#asking > 0) {
      this.#timer ??= setTimeout(() => void this.#next(), this.#bounds.patience)
      return
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#next())
  }

  /** Takes on those that wait; those that time does not suffice for wait for the next group. */
  async #next(): Promise<void> {
    if (this.#isSettling) return
    this.#isSettling = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    const group = this.#waiting.splice(0, this.#bounds.visits)
    const [large, others] = [group.filter(({ isLarge }) => isLarge), group.filter(({ isLarge }) => !isLarge)]
    const left = await this.#together(others)
    this.#waiting.unshift(...left)
    for (const one of large) await settleAlone(this.#refresher, one)
    this.#isSettling = false
    this.#room.resolve()
    this.#room = Promise.withResolvers()
    this.#plan()
  }

  /** Gives those that are still to be settled. */
  async #together(group: readonly Waiting[]): Promise<readonly Waiting[]> {
    const ends = this.#clock() + this.#bounds.time
    const told: Told[] = []
    try {
      await this.#refresher.store.together(async (store) => {
        for (const one of group) {
          if (told.length > 0 && this.#clock() >= ends) break
          told.push(await settled({ ...this.#refresher, store }, one))
        }
      })
    } catch {
      // whatever it was, it may be the fault of one alone
      for (const one of group) await settleAlone(this.#refresher, one)
      return []
    }
    for (const tell of told) tell()
    return group.slice(told.length)
  }
}

/** What one throws costs itself; a store that fails costs the group. */
async function settled(refresher: Refresher, { resolve, reject, ...finding }: Waiting): Promise<Told> {
  try {
    const visit = await settle(refresher, finding)
    return () => resolve(visit)
  } catch (error) {
    if (error instanceof StoreError) throw error
    return () => reject(error)
  }
}

const settleAlone = (refresher: Refresher, { resolve, reject, ...finding }: Waiting): Promise<void> =>
  settle(refresher, finding).then(resolve, reject)
