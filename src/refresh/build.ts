import { DAY, type Duration, type Instant } from '../model/time.ts'
import type { RawFeed } from '../model/raw.ts'
import type { Validators } from '../model/fetched.ts'
import type { KnownRobots } from './permission.ts'

/** What a source that is a page, or that fetches articles, remembers between visits: plain JSON in its row. */
export interface PageState {
  readonly robots?: KnownRobots
  /** The feed that its page offers: watched in the page's place as `fetchUrl`. */
  readonly offer?: string
  /** When customary paths were tried in vain. */
  readonly guessed?: Instant
  /** How the page was built when it was last read. */
  readonly build?: Build
  /** Another build that was seen since, not believed yet. */
  readonly doubt?: Build & { readonly since: Instant; readonly visits: number }
  /** Validators of articles that were fetched for full text, by address. */
  readonly articles?: readonly (readonly [url: string, validators: Validators])[]
  /** Entries whose article is still to be fetched, with the hash that they have without it. */
  readonly waiting?: readonly (readonly [key: string, hash: string])[]
}

/** What shows that a page is still the same page: coarse, since its articles change all the time. */
export interface Build {
  readonly kind: 'article' | 'list'
  readonly items: number
  /** Whether most articles have a date. */
  readonly isDated: boolean
  readonly host: string
}

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
