/** A Worker, and visits on what a database answered once: bench/visit.ts bundles it, as a Worker is. */
import type { FeedConfig } from '../src/model/config.ts'
import { askSource } from '../src/refresh/refresh.ts'
import { createStore } from '../src/store/sql.ts'
import { replayed } from './replay.ts'
import { freshAnswer } from './wire.ts'
// what it does in its global scope is done before
import '../src/worker.ts'

export interface Told {
  readonly recording: readonly (readonly [string, string[]])[]
  readonly feeds: readonly FeedConfig[]
  readonly url: string
  readonly document: string
  readonly now: number
}

/** Gives a visit that can be made again and again, each on a store that was never asked before. */
export function visitor({ recording, feeds, url, document, now }: Told): () => Promise<unknown> {
  const answer = freshAnswer(url, document)
  const answers = new Map(recording)
  return async () => {
    const store = createStore(replayed(answers))
    const refresher = { store, feeds, fetch: async () => answer, now: () => now, random: () => 0.5 }
    return (await askSource(refresher, url, { forceFloor: 0 }))()
  }
}
