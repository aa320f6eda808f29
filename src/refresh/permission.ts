import { isSecret } from '../address/secret.ts'
import type { KnownRobots } from '../model/robots.ts'
import { SECOND, type Duration, type Instant } from '../model/time.ts'
import type { Fetched } from '../model/fetched.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import { readDocument, type DocumentReader } from '../page/document.ts'
import { isUnreadable, readRobots, robotsAllow, robotsUrl } from '../fetch/robots.ts'

/** Our product token (RFC 9309 2.2.1). */
const PRODUCT = 'wirefold'
/** Origins remembered for one source: its own, and those its articles stand on. */
const MAX_ORIGINS = 6
/** Work of one visit that goes beyond its first request ends so long before the lease does. */
const MOST_TIME: Duration = 90 * SECOND

export interface Asking {
  readonly fetch: (request: FetchRequest) => Promise<Fetched>
  /** Absent: here and now. */
  readonly read?: DocumentReader
  readonly now: () => Instant
}

export type Refusal = Extract<Fetched, { kind: 'failed' }>

/** All that one visit asks for, after its first request too, and robots.txt where it holds. */
export interface Errand {
  /** Without a look at robots.txt: what the curator named as a feed. */
  readonly ask: (request: FetchRequest) => Promise<Fetched>
  readonly read: DocumentReader
  /** Whether robots.txt of that site allows us an address. */
  readonly allows: (url: string) => Promise<boolean>
  /**
   * Why it does not, as what the visit comes to: that it says so, or that it cannot be read; undefined where it does.
   * @param asked whether the visit goes on where the turn of robots.txt does not come
   */
  readonly refusal: (url: string, asked?: Pick<FetchRequest, 'optional'>) => Promise<Refusal | undefined>
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

/** What is read needs its bytes no more; a visit that waits for a host keeps none. */
export const release = (fetched: Fetched): void => {
  if (fetched.kind === 'fresh') fetched.release?.()
}

export function startErrand({ fetch: ask, read = readDocument, now }: Asking, known: KnownRobots = []): Errand {
  const started = now()
  let robots = known.filter(({ until }) => until > started && until <= started + 2 * 86_400_000)
  // without robots.txt nothing may be read, but that holds for this visit alone
  const unreadable = new Map<string, Refusal>()
  async function robotsOf(origin: string, url: string, asked: Pick<FetchRequest, 'optional'>): Promise<KnownRobots[number]> {
    const before = robots.find((one) => one.origin === origin)
    if (before) return before
    const answer = await ask({ url: robotsUrl(url), ...asked })
    const read = { origin, ...readRobots(answer, PRODUCT, now()) }
    release(answer)
    if (answer.kind === 'failed' && isUnreadable(answer)) unreadable.set(origin, answer)
    robots = [read, ...robots].slice(0, MAX_ORIGINS)
    return read
  }
  async function allows(url: string, asked: Pick<FetchRequest, 'optional'> = {}): Promise<boolean> {
    const { origin, protocol } = new URL(url)
    // a private source is asked with its owner's leave, and what is asked is nobody else's to know
    return protocol === 'file:' || isSecret(url) || robotsAllow(await robotsOf(origin, url, asked), url)
  }
  return {
    ask,
    read,
    allows: (url) => allows(url),
    async refusal(url, asked) {
      if (await allows(url, asked)) return undefined
      const { origin, host } = new URL(url)
      const answer = unreadable.get(origin)
      if (answer) return withoutRobots(answer)
      return {
        kind: 'failed',
        problem: { code: 'robots', message: `robots.txt of ${host} does not let wirefold read this page.` },
        redirects: [],
      }
    },
    hasTime: () => Math.abs(now() - started) < MOST_TIME,
    robots: () => rememberable(robots.filter(({ origin }) => !unreadable.has(origin))),
  }
}

/** What went wrong is told as what it is; a stop of ours and a hold of its host are not about robots.txt. */
function withoutRobots(answer: Refusal): Refusal {
  const { code, message } = answer.problem
  if (code === 'aborted') return answer
  return {
    ...answer,
    problem: { code, message: `The page may not be read as long as robots.txt of its site cannot be: ${lowerFirst(message)}` },
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
