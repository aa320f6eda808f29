import { expect, test } from 'vitest'
import { metrics } from '../../src/monitor/metrics.ts'
import { NONE } from '../../src/model/monitor-state.ts'
import { watchProcess } from '../../src/node/vitals.ts'

/** Nothing else runs meanwhile. */
const block = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

test('/metrics tells how late the event loop was since the last look, open descriptors and memory', async () => {
  const vitals = watchProcess()
  await new Promise((resolve) => setTimeout(resolve, 50))
  block(300)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const busy = vitals()
  expect(busy.loopDelayMost).toBeGreaterThan(0.2)
  expect(busy.descriptors).toBeGreaterThan(2)
  expect(busy.residentBytes).toBeGreaterThan(busy.heapBytes)
  const text = metrics({ sources: [], totals: NONE, incidents: [], now: 0, vitals: busy })
  for (const name of [
    'nodejs_eventloop_lag_max_seconds',
    'process_open_fds',
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
  ])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(metrics({ sources: [], totals: NONE, incidents: [], now: 0 })).not.toContain('process_')
})
