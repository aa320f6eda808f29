import type { ProblemCode } from '../model/codes.ts'
import { SECOND, type Duration } from '../model/time.ts'
import { Failure } from './failure.ts'
import type { FetchLimits } from './limits.ts'

/** The limits on the time of one exchange. */
export interface Deadline {
  readonly signal: AbortSignal
  headersAreHere(): void
  /** Time stands still, while nothing is asked. */
  pause(): void
  resume(): void
  stop(): void
}

export function startDeadline(limits: Pick<FetchLimits, 'headers' | 'whole'>, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  const abort = (code: ProblemCode, message: string) => () => controller.abort(new Failure({ code, message }))
  const late = (limit: Duration, what: string) =>
    startTimer(limit, abort('timeout', `The server did not ${what} within ${Math.round(limit / SECOND)} seconds.`))
  const headers = late(limits.headers, 'answer')
  const whole = late(limits.whole, 'finish its answer')
  const stopping = abort('aborted', 'The visit was stopped because wirefold is shutting down.')
  if (outer?.aborted) stopping()
  outer?.addEventListener('abort', stopping, { once: true })
  return {
    signal: controller.signal,
    headersAreHere() {
      headers.stop()
    },
    pause() {
      headers.pause()
      whole.pause()
    },
    resume() {
      headers.resume()
      whole.resume()
    },
    stop() {
      headers.stop()
      whole.stop()
      outer?.removeEventListener('abort', stopping)
    },
  }
}

/** A limit on time that can stand still. */
interface Timer {
  pause(): void
  resume(): void
  /** For good. */
  stop(): void
}

function startTimer(limit: Duration, over: () => void): Timer {
  let left = limit
  let isOver = false
  let running: { readonly since: number; readonly timeout: ReturnType<typeof setTimeout> } | undefined
  const pause = () => {
    if (!running) return
    clearTimeout(running.timeout)
    left -= performance.now() - running.since
    running = undefined
  }
  const resume = () => {
    if (running || isOver) return
    running = { since: performance.now(), timeout: setTimeout(over, Math.max(0, left)) }
  }
  resume()
  return {
    pause,
    resume,
    stop() {
      pause()
      isOver = true
    },
  }
}
