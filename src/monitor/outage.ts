import type { Instant } from '../model/time.ts'
import type { Problem } from '../model/problem.ts'
import { incidentOf, type Incident } from './incident.ts'

/** Whom we reached lately, read where a visit got no answer at all. */
export interface Reach {
  /** Whether the incident `offline` is open. */
  readonly open: boolean
  /** When any source answered last; 0 where none ever did. */
  readonly answered: Instant
  /** Watched sources and their servers, this one included. */
  readonly sources: number
  readonly hosts: number
  /** Those of them, this one left out, that answered before and have not since. */
  readonly newlyFailing: number
  readonly newlyFailingHosts: number
}

/** What a visit that got no answer means. */
export interface Outage {
  /** Whoever began to fail after it is not to blame. */
  readonly since: Instant
  readonly incident: Incident
  /** Several servers are silent at once, so none of them is treated as if it were broken. Where there is only one, we cannot know. */
  readonly spared: boolean
}

/** Failures before any answer: of a network, perhaps ours. */
export const UNANSWERED: ReadonlySet<string> = new Set(['dns', 'connect', 'timeout', 'tls', 'reset'])
/** Of a single server these only mean that nobody is there. */
const UNREACHED: ReadonlySet<string> = new Set(['dns', 'connect'])
/** So many that began to fail together, with nobody answering in between, are no coincidence; or all, where there are fewer. */
const ENOUGH = 3

export const unanswered = (problem: Problem | undefined, status: number | undefined): boolean =>
  problem !== undefined && status === undefined && UNANSWERED.has(problem.code)

/** Whether it is us: nobody answers any more, and they stopped at once. */
export function outage(reach: Reach, problem: Problem, failingSince: Instant | undefined, now: Instant): Outage | undefined {
  const mine = failingSince === undefined || failingSince > reach.answered ? 1 : 0
  const together = reach.newlyFailing + mine >= Math.min(ENOUGH, reach.sources)
  const spread = reach.newlyFailingHosts + mine >= Math.min(ENOUGH, reach.hosts)
  const several = reach.hosts > 1
  const alike = several || UNREACHED.has(problem.code)
  if (!(reach.open || (reach.sources > 1 && together && spread && alike))) return undefined
  const sentence = `Nothing at all can be fetched: none of the ${reach.hosts} servers of ${reach.sources} sources can be reached. It is this computer’s network or DNS, so no source is blamed.`
  return { since: reach.answered, incident: incidentOf('', 'offline', now, several ? sentence : ONE_SERVER), spared: several }
}

const ONE_SERVER =
  'Nothing at all can be fetched: the one server that all sources are on cannot be reached. Either it is down, or this computer’s network or DNS is.'

export const OFFLINE: Problem = {
  code: 'offline',
  message: 'Nothing at all could be fetched at the last visit, so it is not this source’s fault.',
}
