import { UNANSWERED, type Problem } from '../model/problem.ts'
import type { Outage, Reach } from '../store/port/monitor.ts'
import type { Instant } from '../model/time.ts'
import { incidentOf } from './incident.ts'

/** Of a single server these only mean that nobody is there. */
const UNREACHED: ReadonlySet<string> = new Set(['dns', 'connect'])
/** So many that began to fail together, with nobody answering in between, are no coincidence; or all, where there are fewer. */
const ENOUGH = 3

export const unanswered = (problem: Problem | undefined, status: number | undefined): boolean =>
  problem !== undefined && status === undefined && UNANSWERED.has(problem.code)

/** Whether it is us: nobody answers any more, and they stopped at once. */
export function outage(reach: Reach, problem: Problem, failingSince: Instant | undefined, now: Instant): Outage | undefined {
  const mine = failingSince === undefined || failingSince > reach.answered ? 1 : 0
  const several = reach.hosts > 1
  const alike = several || UNREACHED.has(problem.code)
  if (!(reach.open || (reach.sources > 1 && alike && (areEnough(reach, problem, mine) || areAll(reach, mine))))) return undefined
  const sentence = `Nothing at all can be fetched: none of the ${reach.hosts} servers of ${reach.sources} sources can be reached. It is this computer’s network or DNS, so no source is blamed.`
  return { since: reach.answered, incident: incidentOf('', 'offline', now, several ? sentence : ONE_SERVER), spared: several }
}

/** Several that answered until now; a wrong certificate was shown by somebody, and is its server's. */
const areEnough = (reach: Reach, { code }: Problem, mine: number): boolean =>
  reach.answered > 0 &&
  code !== 'tls' &&
  reach.newlyFailing + mine >= Math.min(ENOUGH, reach.sources) &&
  reach.newlyFailingHosts + mine >= Math.min(ENOUGH, reach.hosts)

/** Where nobody ever answered, who was not asked yet may do so: then only all of them together say something. */
const areAll = (reach: Reach, mine: number): boolean =>
  reach.newlyFailing + reach.newlyDistrusted + mine >= reach.sources &&
  reach.newlyFailingHosts + reach.newlyDistrustedHosts + mine >= reach.hosts

const ONE_SERVER =
  'Nothing at all can be fetched: the one server that all sources are on cannot be reached. Either it is down, or this computer’s network or DNS is.'
