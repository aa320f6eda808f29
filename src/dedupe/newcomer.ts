import type { Arrival } from './decision.ts'
import type { Prepared } from './features.ts'

/** An item that was never seen, with the id that it gets. */
export interface Newcomer {
  readonly arrival: Prepared<Arrival>
  readonly id: string
}
