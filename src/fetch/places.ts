export interface Places {
  /** Resolves when a place is free; it is the caller's until given back. Who had one before comes before those that had none. */
  take(again?: boolean): Promise<void>
  give(): void
}

/** A counter of free places; who waits longest comes first. */
export function openPlaces(count: number): Places {
  const waiting: (() => void)[] = []
  const returning: (() => void)[] = []
  let free = count
  return {
    async take(again = false) {
      if (free > 0) free--
      else await new Promise<void>((resolve) => (again ? returning : waiting).push(resolve))
    },
    give() {
      const next = returning.shift() ?? waiting.shift()
      if (next) next()
      else free++
    },
  }
}

/** A place that somebody takes once at most, whenever it comes, and gives back when done. */
export class HeldPlace {
  readonly #places: Places
  #taken: Promise<void> | undefined

  constructor(places: Places) {
    this.#places = places
  }

  take(): Promise<void> {
    return (this.#taken ??= this.#places.take())
  }

  /** Also one that has not come yet: it goes on to the next. */
  give(): void {
    void this.#taken?.then(() => this.#places.give())
    this.#taken = undefined
  }
}
