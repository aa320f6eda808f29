export interface Places {
  /** Resolves when a place is free; it is the caller's until given back. */
  take(): Promise<void>
  give(): void
}

/** A counter of free places; who waits longest comes first. */
export function openPlaces(count: number): Places {
  const waiting: (() => void)[] = []
  let free = count
  return {
    async take() {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
    },
    give() {
      const next = waiting.shift()
      if (next) next()
      else free++
    },
  }
}
