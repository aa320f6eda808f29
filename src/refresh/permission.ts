import { isSecret } from '../address/secret.ts'
import type { KnownRobots } from '../model/robots.ts'
import { SECOND, type Duration, type Instant } from '../model/time.ts'
import type { Fetched } from '../model/fetched.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import { readRobots, robotsAllow, robotsUrl } from '../fetch/robots.ts'

/** Our product token (RFC 9309 2.2.1). */
const PRODUCT = 'wirefold'
/** Origins remembered for one source: its own, and those its articles stand on. */
const MAX_ORIGINS = 6
/** Work of one visit that goes beyond its first request ends so long before the lease does. */
const MOST_TIME: Duration = 90 * SECOND

export interface Asking {
  readonly fetch: (request: FetchRequest) => Promise<Fetched>
  readonly now: () => Instant
}

/** All that one visit asks for, after its first request too, and robots.txt where it holds. */
export interface Errand {
  /** Without a look at robots.txt: what the curator named as a feed. */
  readonly ask: (request: FetchRequest) => Promise<Fetched>
  /** Whether robots.txt of that site allows us an address. */
  readonly allows: (url: string) => Promise<boolean>
  /** Whether there is time for more. */
  readonly hasTime: () => boolean
  readonly robots: () => KnownRobots
}

/** Characters of rules that a source's row remembers, far below the 2 MB that a row of D1 holds. Large files are rare, and asked for again. */
const MOST_REMEMBERED = 200_000

function rememberable(robots: KnownRobots): KnownRobots {
  let left = MOST_REMEMBERED
  return robots.filter((one) => {
    const size = JSON.stringify(one).length
    if (size > left) return false
    left -= size
    return true
  })
}

export function startErrand({ fetch: ask, now }: Asking, known: KnownRobots = []): Errand {
  const started = now()
  let robots = known.filter(({ until }) => until > started && until <= started + 2 * 86_400_000)
  return {
    ask,
    async allows(url) {
      const { origin, protocol } = new URL(url)
      // a private source is asked with its owner's leave, and what is asked is nobody else's to know
      if (protocol === 'file:' || isSecret(url)) return true
      let said = robots.find((one) => one.origin === origin)
      if (!said) {
        said = { origin, ...readRobots(await ask({ url: robotsUrl(url) }), PRODUCT, now()) }
        robots = [said, ...robots].slice(0, MAX_ORIGINS)
      }
      return robotsAllow(said, url)
    },
    hasTime: () => Math.abs(now() - started) < MOST_TIME,
    robots: () => rememberable(robots),
  }
}
