import { openGate, runByHost, type HostGate, type Turns } from '../fetch/hosts.ts'
import { HELD, type Problem } from '../model/problem.ts'
import type { Duration } from '../model/time.ts'
import { skippedVisit } from '../refresh/refresh.ts'
import { HOST_GAP, MOST_WAIT } from '../schedule/host-limit.ts'
import type { ReadySource } from '../store/port/sources.ts'
import type { Visit } from '../model/visit.ts'
import type { Newswire } from './wire.ts'

type LaneContext = Pick<Newswire, 'store' | 'now' | 'sleep' | 'gate'>

/**
 * Visits sources, those of one host one after another, the longest due first, hosts side by side; gives what was thrown. A host that
 * is asked slowly is waited for a little; what is left of it then is not visited, and stays due.
 */
export async function visitInLanes(
  { store, now, sleep, gate = openGate({ sleep }) }: LaneContext,
  sources: readonly ReadySource[],
  ask: (url: string, turns: Turns) => Promise<() => Promise<void>>,
  leave: (visit: Visit) => void,
): Promise<readonly unknown[]> {
  if (sources.length === 0) return []
  gate.learn(await store.hostLimits(), now())
  return runByHost(
    sources,
    ({ host }) => host,
    async ({ url, host }) => {
      const wait = await waitFor(host, gate, { store, now })
      if (wait > MOST_WAIT) return leave(skippedVisit(url, undefined, now(), slowly(host, now() + wait)))
      // shorter pauses are the gate's
      if (wait > HOST_GAP) await sleep(wait)
      const settle = await gate.visit((turns) => ask(url, turns))
      await settle()
    },
  )
}

/** The store's word where the host limits us: it knows what other processes did. */
async function waitFor(host: string, gate: HostGate, { store, now }: Pick<LaneContext, 'store' | 'now'>): Promise<Duration> {
  if (gate.wait(host) <= HOST_GAP) return 0
  const limits = await store.hostLimits()
  gate.learn(limits, now())
  const stored = limits.find((limit) => limit.host === host)
  return Math.max(gate.wait(host), stored ? stored.notBefore - now() : 0)
}

const slowly = (host: string, until: number): Problem => ({
  code: HELD,
  message: `${host} limits how often it is asked: not before ${new Date(until).toISOString()}.`,
})
