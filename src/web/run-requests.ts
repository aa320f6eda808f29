import type { Duration, Instant } from '../model/time.ts'
import { runStatus } from '../newswire/runs.ts'
import type { Site } from './site.ts'

/** Requests for a refresh that one process takes in a minute; a person or a hook needs a handful. */
const MOST_A_MINUTE = 60
const MINUTE: Duration = 60_000
/** A run that is not in the store after so long was never written. */
const WRITTEN_WITHIN: Duration = 10_000

export interface RunRequests {
  /** Seconds to wait before the next request is taken; 0 where this one is. */
  readonly wait: () => number
  /** Starts a run, or gives the one under way that does the same. */
  readonly start: (urls: readonly string[], force: boolean) => Promise<string>
}

/** Guards what a flood of requests sets going: so many a minute, and one run at a time for the same sources. */
export function runRequests(site: Site): RunRequests {
  const taken: Instant[] = []
  const latest = new Map<string, { readonly run: string; readonly at: Instant }>()
  return {
    wait() {
      const now = site.now()
      // a clock that was set back leaves nobody locked out
      while (taken.length > 0 && (taken[0]! <= now - MINUTE || taken[0]! > now)) taken.shift()
      if (taken.length >= MOST_A_MINUTE) return Math.max(1, Math.ceil((taken[0]! + MINUTE - now) / 1000))
      taken.push(now)
      return 0
    },
    async start(urls, force) {
      const what = JSON.stringify([force, urls.toSorted()])
      const known = latest.get(what)
      if (known && (await underWay(site, known.run, known.at))) return known.run
      const other = latest.get(what)
      if (other && other !== known) return other.run
      const run = crypto.randomUUID()
      // as many as are asked for in a minute are worth remembering
      if (latest.size >= MOST_A_MINUTE) latest.delete(latest.keys().next().value!)
      latest.set(what, { run, at: site.now() })
      await site.startRun(run, urls, force)
      return run
    },
  }
}

async function underWay(site: Site, id: string, at: Instant): Promise<boolean> {
  const run = await runStatus(site, id)
  return run ? run.state === 'running' : Math.abs(site.now() - at) < WRITTEN_WITHIN
}
