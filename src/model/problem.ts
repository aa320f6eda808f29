import type { ProblemCode } from './codes.ts'

/** What went wrong, as a value: a stable code for programs and one sentence for people. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
}

/** The request was not made, or its answer not read: its turn did not come. */
export const HELD = 'held'

/** Failures before any answer: of a network, perhaps ours. */
export const UNANSWERED: ReadonlySet<ProblemCode> = new Set(['dns', 'connect', 'timeout', 'tls', 'reset'])

/** What a source is told of a visit in an outage. */
export const OFFLINE: Problem = {
  code: 'offline',
  message: 'Nothing at all could be fetched at the last visit, so it is not this source’s fault.',
}
