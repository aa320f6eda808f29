import { DAY, type Duration, type Instant, type Redirect } from '../model.ts'
import type { Moving } from './state.ts'

/** A captive portal or a mistake of an evening also answers 301: a move is believed after this many visits … */
const VISITS = 3
/** … over this long. */
const PATIENCE: Duration = DAY

/** Where the permanent redirects at the start of the chain lead: what follows a temporary one is not a new address (RFC 9110 15.4). */
function permanentTarget(redirects: readonly Redirect[]): string | undefined {
  let target: string | undefined
  for (const { status, to } of redirects) {
    if (status !== 301 && status !== 308) break
    target = to
  }
  return target
}

/**
 * What to think of a move after a visit that gave a feed.
 * @param entries whether the feed at the target has any; a 304 to what it gave before counts as that
 */
export function seeMove(
  moving: Moving | undefined,
  redirects: readonly Redirect[],
  entries: boolean,
  now: Instant,
): { readonly moving?: Moving; readonly movedTo?: string } {
  const url = permanentTarget(redirects)
  if (url === undefined) return {}
  if (!entries) return moving ? { moving } : {}
  const known = moving?.url === url && moving.since <= now ? moving : { url, since: now, visits: 0 }
  const seen = { ...known, visits: known.visits + 1 }
  return seen.visits >= VISITS && now - seen.since >= PATIENCE ? { movedTo: url } : { moving: seen }
}
