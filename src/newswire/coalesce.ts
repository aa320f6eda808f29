/** Does work under a name; who asks while it is done gets one more round of it together with all others that ask meanwhile. */
export type Coalesce = (name: string, work: (isFirst: boolean) => Promise<void>) => Promise<void>

interface Rounds {
  readonly current: Promise<void>
  next?: Promise<void>
}

export function coalesced(): Coalesce {
  const running = new Map<string, Rounds>()
  const start = (name: string, work: Parameters<Coalesce>[1], isFirst: boolean): Promise<void> => {
    const rounds: Rounds = {
      current: work(isFirst).finally(() => {
        if (running.get(name) === rounds && !rounds.next) running.delete(name)
      }),
    }
    running.set(name, rounds)
    return rounds.current
  }
  return (name, work) => {
    const rounds = running.get(name)
    if (!rounds) return start(name, work, true)
    // it begins behind the current one, however that ended: it brings what came since
    return (rounds.next ??= rounds.current.catch(() => {}).then(() => start(name, work, false)))
  }
}
