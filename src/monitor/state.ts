import { NONE, type MonitorState } from '../model/monitor-state.ts'
import type { Duration, Instant } from '../model/time.ts'
import type { Visit } from '../model/visit.ts'

/** What a visit adds. */
type Counted = Pick<Visit, 'outcome' | 'status' | 'items' | 'new' | 'bytes'>

export const counted = (before: MonitorState, { outcome, status, items, new: fresh, bytes }: Counted): MonitorState => {
  const counts = before.counts ?? NONE
  return {
    ...before,
    counts: {
      updated: counts.updated + Number(outcome === 'updated'),
      unchanged: counts.unchanged + Number(outcome === 'unchanged'),
      failed: counts.failed + Number(outcome === 'failed'),
      notModified: counts.notModified + Number(status === 304),
      read: counts.read + items,
      fresh: counts.fresh + fresh,
      bytes: counts.bytes + bytes,
    },
  }
}

/** For how long a source that shows nothing new is not worth a word: a long weekend. */
const LEAST_SILENCE: Duration = 3 * 86_400_000
/** So many silences are needed to know a source. */
const LEAST_LULLS = 3
/** A silence counts half as much after a month. */
const FORGETTING: Duration = 30 * 86_400_000

/** A publisher may ask for a week between visits. A longer pause was a stop of ours, or a clock that jumped. */
const LONGEST_PAUSE: Duration = 15 * 86_400_000

/** Since when it has been listened to, at a visit now. */
export const listening = ({ visited, listening: since }: MonitorState, now: Instant): Instant =>
  visited === undefined || since === undefined || now < visited || now - visited > LONGEST_PAUSE ? now : since

/** How long this source may be silent before it is told; undefined while it is not known well enough. */
export const patience = ({ lull, lulls = 0 }: MonitorState): Duration | undefined =>
  lull === undefined || lulls < LEAST_LULLS ? undefined : Math.max(LEAST_SILENCE, 2 * lull)

/** The longest silence, after one more of `gap` ended. */
export const lulled = ({ lull = 0, lulls = 0 }: MonitorState, gap: Duration): Pick<MonitorState, 'lull' | 'lulls'> => ({
  lull: Math.round(Math.max(gap, lull * 0.5 ** (gap / FORGETTING))),
  lulls: lulls + 1,
})
