import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { Redirect } from '../model/fetched.ts'
import type { Moving, ScheduleState } from '../model/schedule-state.ts'

/** A captive portal or a mistake of an evening also answers 301: a move is believed after this many visits … */
const VISITS = 3
/** … over this long. */
const PATIENCE: Duration = DAY

/** Where the permanent redirects at the start of the chain lead: what follows a temporary one is not a new address (RFC 9110 15.4). */
export function permanentTarget(redirects: readonly Redirect[]): string | undefined {
  let target: string | undefined
  for (const { status, to } of redirects) {
    if (status !== 301 && status !== 308) break
    target = to
  }
  return target
}

/**
 * What to think of a move after a visit that gave a feed.
 * @param shared whether another source is asked there or sent there too: sources do not all move to one place, but a network that
 *   wants a login sends them all to its own, and who asks one address twice is no guest
 * @param entries whether the feed at the target has any; a 304 to what it gave before counts as that
 */
export function seeMove(
  moving: Moving | undefined,
  redirects: readonly Redirect[],
  entries: boolean,
  now: Instant,
  shared = false,
): { readonly moving?: Moving; readonly movedTo?: string } {
  const url = permanentTarget(redirects)
  if (url === undefined) return {}
  if (!entries) return moving ? { moving } : {}
  const known = moving?.url === url && moving.since <= now ? moving : { url, since: now, visits: 0 }
  const seen = { ...known, visits: known.visits + 1 }
  // whoever is on the way of one request must not redirect all later ones
  const exposed = redirects.some(({ from, to }) => from.startsWith('https:') && to.startsWith('http:'))
  return !shared && !exposed && seen.visits >= VISITS && now - seen.since >= PATIENCE ? { movedTo: url } : { moving: seen }
}

/** Whether a source is asked at this address, or sent there by redirects that are not believed yet. */
export function leadsTo(
  target: string,
  { url, state }: { readonly url: string; readonly state: { readonly fetchUrl?: string; readonly schedule?: ScheduleState } },
): boolean {
  const { moving } = state.schedule ?? {}
  return (state.fetchUrl ?? url) === target || url === target || moving?.url === target
}
