import type { Duration } from '../model/time.ts'
import { openPlaces } from './places.ts'

/** Between the end of one visit to a host and the start of the next. */
export const HOST_GAP: Duration = 1000
/** Hosts asked at once: workerd allows six connections, a small server's uplink not many more. */
export const CONCURRENCY = 6

/** What counts as one server: name and port. A `file:` URL has no host and stands for itself. */
export function hostOf(url: string): string {
  return URL.parse(url)?.host || url
}

export interface GateOptions {
  readonly concurrency?: number
  readonly gap?: Duration
  readonly sleep: (duration: Duration) => Promise<void>
  /** Milliseconds of a clock that never jumps: a pause is not a matter of the calendar. */
  readonly now?: () => number
}

/** Runs work on a host when it is that host's turn. */
export type HostGate = <Result>(host: string, work: () => Promise<Result>) => Promise<Result>

/**
 * Lets one visit to a host run at a time and a pause pass between two, whoever asks for them: the scheduler's tick, the
 * next one that overlaps it, and somebody's refresh all go through one gate. Hosts run side by side, and one that pauses
 * holds no place, so that twelve feeds of one host delay nobody else's.
 */
export function openGate({ concurrency = CONCURRENCY, gap = HOST_GAP, sleep, now = () => performance.now() }: GateOptions): HostGate {
  // one entry a host that is watched: when its last visit ended
  const lanes = new Map<string, Promise<number>>()
  const places = openPlaces(concurrency)
  return async (host, work) => {
    const before = lanes.get(host)
    const { promise: ended, resolve: end } = Promise.withResolvers<number>()
    lanes.set(host, ended)
    const pause = before === undefined ? 0 : (await before) + gap - now()
    if (pause > 0) await sleep(pause)
    await places.take()
    try {
      return await work()
    } finally {
      places.give()
      end(now())
    }
  }
}

/**
 * Runs every task, those of one host one after another in order, to the end of all of them; gives what was thrown.
 * @param options a gate that others share, or how to make one for this run alone
 */
export async function runByHost<Task>(
  tasks: readonly Task[],
  host: (task: Task) => string,
  run: (task: Task) => Promise<void>,
  options: GateOptions | { readonly gate: HostGate },
): Promise<readonly unknown[]> {
  const gate = 'gate' in options ? options.gate : openGate(options)
  const ended = await Promise.allSettled(tasks.map((task) => gate(host(task), () => run(task))))
  return ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
}
