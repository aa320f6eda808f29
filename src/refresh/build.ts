import type { Build, PageState } from '../model/page-state.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { RawFeed } from '../model/raw.ts'

/** A new build is believed after this many visits … */
const VISITS = 3
/** … over this long: an error page of an evening is not a new build. */
const PATIENCE: Duration = DAY
/** A list of fewer articles says little when it changes altogether. */
const TELLING = 3

export function buildOf({ items }: RawFeed): Build {
  const hosts = new Map<string, number>()
  for (const { link } of items) {
    const host = URL.parse(link ?? '')?.host ?? ''
    hosts.set(host, (hosts.get(host) ?? 0) + 1)
  }
  return {
    kind: items.length === 1 ? 'article' : 'list',
    items: items.length,
    isDated: items.filter(({ published }) => published !== undefined).length * 2 >= items.length,
    host: [...hosts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '',
  }
}

/**
 * What to think of a page after it was read.
 * @param known whether any of its articles was there before
 * @returns the state to keep, and whether it is something else all of a sudden
 */
export function seeBuild(
  state: PageState,
  build: Build,
  known: boolean,
  now: Instant,
): { readonly state: PageState; readonly isOther: boolean } {
  const { doubt, ...rest } = state
  const before = state.build
  const settled = { state: { ...rest, build }, isOther: false }
  if (!before || known || before.items < TELLING || !isOther(before, build)) return settled
  const again = doubt && doubt.since <= now && doubt.kind === build.kind && doubt.host === build.host && doubt.isDated === build.isDated
  const seen = { ...build, since: again ? doubt.since : now, visits: (again ? doubt.visits : 0) + 1 }
  return seen.visits >= VISITS && now - seen.since >= PATIENCE ? settled : { state: { ...rest, doubt: seen }, isOther: true }
}

const isOther = (before: Build, now: Build): boolean =>
  before.kind !== now.kind || now.items * 3 <= before.items || (before.isDated && !now.isDated) || before.host !== now.host
