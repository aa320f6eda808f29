/** CPU of an invocation as a Worker is charged for it: the bundle under Node, in an isolate that is warm, and in many that are cold. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import type { RecordedKind } from './invocation.ts'
import { medianOf } from './replay.ts'

/** Milliseconds. */
export interface Cpu {
  /** Median of an isolate that has done it before. */
  readonly warm: number
  /** Of isolates whose first call it is: median, and what 19 of 20 stay below. */
  readonly cold: number
  readonly late: number
  /** The same with what V8's other threads did. */
  readonly lateAllThreads: number
}

const WARM_CALLS = 60
const COLD_ISOLATES = 40

/** Bundles the Worker once; gives what measures by it. */
export function openIsolates(): { readonly measure: (kind: RecordedKind) => Cpu; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
  const worker = join(folder, 'cold-worker.mjs')
  bundle('cold-worker.ts', worker)
  const run = (kind: RecordedKind, calls: number) =>
    JSON.parse(
      execFileSync(process.execPath, [worker], {
        input: JSON.stringify({ kind, calls }),
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
      }),
    ) as [number, number][]
  return {
    measure(kind) {
      const warm = run(kind, WARM_CALLS).map(([thread]) => thread)
      const cold = Array.from({ length: COLD_ISOLATES }, () => run(kind, 1)[0]!)
      const late = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(0.95 * times.length)]!
      const threads = cold.map(([thread]) => thread)
      return {
        warm: medianOf(warm.slice(10)),
        cold: medianOf(threads),
        late: late(threads),
        lateAllThreads: late(cold.map(([, all]) => all)),
      }
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
