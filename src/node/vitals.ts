import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Vitals } from '../monitor/metrics.ts'

/** Milliseconds between two looks at the event loop. */
const RESOLUTION_MS = 20
const NANOSECOND = 1e-9

/** Begins to watch this process; gives what it is like since it was asked last. */
export function watchProcess(): () => Vitals {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  return () => {
    const { rss, heapUsed } = process.memoryUsage()
    const vitals = {
      // what is measured holds the pause between two looks itself
      loopDelay: Math.max(0, delay.percentile(99) * NANOSECOND - RESOLUTION_MS / 1000),
      loopDelayMost: Math.max(0, delay.max * NANOSECOND - RESOLUTION_MS / 1000),
      descriptors: openDescriptors(),
      residentBytes: rss,
      heapBytes: heapUsed,
    }
    delay.reset()
    return vitals
  }
}

/** Linux and macOS list them in a folder; elsewhere nobody says. */
function openDescriptors(): number | undefined {
  for (const folder of ['/proc/self/fd', '/dev/fd']) {
    try {
      return readdirSync(folder).length
    } catch {
      // not here
    }
  }
  return undefined
}
