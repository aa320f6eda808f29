import { hostOf } from '../fetch/hosts.ts'
import type { Fetched, Redirect } from '../model/fetched.ts'
import type { Instant } from '../model/time.ts'
import { nextLimit, type HostLimit } from '../schedule/host-limit.ts'
import type { SourceRecord } from '../model/source.ts'

/** One request of a visit, and what came of it. */
export interface Requested {
  readonly url: string
  readonly fetched: Fetched
  /** Bytes of the decoded body. */
  readonly size: number
}

/** The hosts that a source's address leads over, in order; the last is the one that has its document. */
export const askedHosts = ({ url, state }: Pick<SourceRecord, 'url' | 'state'>, redirects: readonly Redirect[]): readonly string[] => [
  ...new Set([state.fetchUrl ?? url, ...redirects.map(({ to }) => to)].map(hostOf)),
]

/** What the answers of a visit mean for all that is asked of their hosts. */
export function hostLimits({
  source,
  requests,
  now,
  random,
}: {
  readonly source: { readonly limits?: readonly HostLimit[] }
  readonly requests: readonly Requested[]
  readonly now: Instant
  readonly random: () => number
}): readonly HostLimit[] {
  const known = new Map((source.limits ?? []).map((limit) => [limit.host, limit]))
  const heard = new Map<string, HostLimit>()
  for (const { url, fetched } of requests)
    for (const { host, status, headers } of answersOf(url, fetched)) {
      const limit = nextLimit(host, heard.get(host) ?? known.get(host), { status, headers }, now, random)
      if (limit) heard.set(host, limit)
    }
  return [...heard.values()]
}

type HostAnswer = { readonly host: string; readonly status?: number | undefined; readonly headers?: Fetched['headers'] }

/** One answer a host on the way of a request; none where nobody answered. */
function answersOf(url: string, { redirects, ...fetched }: Fetched): readonly HostAnswer[] {
  const passed = redirects.map(({ from, status }): HostAnswer => ({ host: hostOf(from), status }))
  const status = fetched.kind === 'unchanged' ? 304 : fetched.status
  const last: HostAnswer = { host: hostOf(redirects.at(-1)?.to ?? url), status, headers: fetched.headers }
  return status === undefined ? passed : [...passed, last]
}
