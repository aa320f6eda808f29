import type { FetchLimits } from './limits.ts'
import { SECOND } from '../model/time.ts'
import type { Fetched, Redirect, Validators } from '../model/fetched.ts'
import { HELD, type Problem } from '../model/problem.ts'
import { statusSentence } from '../model/statuses.ts'
import { readBody } from './body.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { problemOf } from './failure.ts'
import { guardFromOutside, guardUrl, literalOf, requestUrl } from './guard.ts'
import { wireBytes, type Answer, type AnswerHeaders } from './answer.ts'
import { addressAllowed, type AllowList } from '../address/private.ts'
import { headerMap, requestHeaders } from './headers.ts'
import { hostOf, type Turns } from './hosts.ts'
import type { Identity } from '../config/identity.ts'

export interface FetchRequest {
  /** Absolute http(s) URL; a fragment and credentials are not sent. */
  readonly url: string
  readonly validators?: Validators
  /** The URL that issued them (`Fetched.url` of that visit), the only one they are sent to; absent: `url`. */
  readonly validatorsUrl?: string
  /** How many published feeds, or readers, stand behind this request. */
  readonly subscribers?: number
  /** An HTML page is wanted, not a feed. */
  readonly page?: boolean
  /** The visit goes on where its turn does not come. */
  readonly optional?: boolean
  /** Somebody else than the owner named the address: no private one is asked, whatever is allowed. */
  readonly publicOnly?: boolean
  /** Of a private source: sent to the origin of `url` alone, not where a redirect leads. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What one exchange is asked with. */
export interface ExchangeInit extends RequestInit {
  /** Only public addresses are dialled, whatever is allowed. */
  readonly publicOnly?: boolean
}

export interface FetchDeps {
  /**
   * One exchange: no redirect is followed, the body comes decoded or fails with a `Failure`, header values are byte
   * strings. `nodeFetch` and `workersFetch` are the two.
   */
  readonly fetch: (url: string, init: ExchangeInit) => Promise<Answer>
  readonly allowPrivate: AllowList
  readonly identity: Identity
  readonly limits?: Partial<FetchLimits>
  /** Ends the exchange early, when the process is asked to stop. */
  readonly signal?: AbortSignal
}

export const LIMITS: FetchLimits = {
  headers: 10 * SECOND,
  whole: 25 * SECOND, // a slow server gets its chance, a slow-loris holds one connection for less than a tick
  bytes: 15 * 1024 * 1024, // three times the largest real feed we know
}
/** As many as careful clients follow; a feed that needs more is misconfigured. */
const MAX_REDIRECTS = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** 226 answers a client that asked for changes only (RFC 3229); some servers send it unasked. */
const WITH_BODY: ReadonlySet<number> = new Set([200, 203, 226])

/**
 * One polite conditional GET: redirects followed by hand, each guarded; bounded in time and bytes. Never throws for what a server does.
 * @param turns each host on the way is asked when its turn comes; the time until then counts for no limit
 */
export async function fetchSource(request: FetchRequest, deps: FetchDeps, turns?: Turns): Promise<Fetched> {
  const redirects: Redirect[] = []
  const failed = (problem: Problem): Fetched => ({ kind: 'failed', problem, redirects })
  const first = requestUrl(request.url)
  if (!first) return failed({ code: 'bad-url', message: 'The address of the source is not a URL.' })

  const deadline = startDeadline({ ...LIMITS, ...deps.limits }, deps.signal)
  try {
    return await follow(first, redirects, request, { ...deps, deadline, turns })
  } catch (error) {
    return failed(problemOf(deadline.signal.aborted ? deadline.signal.reason : error))
  } finally {
    deadline.stop()
  }
}

/** What one exchange needs besides its address. */
interface Exchange extends FetchDeps {
  readonly deadline: Deadline
  readonly turns: Turns | undefined
}

async function follow(first: URL, redirects: Redirect[], request: FetchRequest, exchange: Exchange): Promise<Fetched> {
  const issuer = requestUrl(request.validatorsUrl ?? request.url)?.href
  const seen = new Set<string>()
  let url = first
  let publicOnly = request.publicOnly === true
  for (;;) {
    const refusal = (publicOnly ? guardFromOutside(url) : guardUrl(url, exchange.allowPrivate)) ?? loopProblem(seen, url)
    if (refusal) return { kind: 'failed', problem: refusal, redirects }
    const validators = url.href === issuer ? request.validators : undefined
    const own = url.origin === first.origin ? request.headers : undefined
    const headers = { ...requestHeaders(exchange.identity, request.subscribers ?? 1, validators, request.page), ...own }
    const answer = await askInTurn(url, redirects, exchange, () => ask(url, { headers, publicOnly }, validators, redirects, exchange))
    if (answer.kind !== 'redirect') return answer

    const target = requestUrl(answer.location || 'about:', url.href)
    if (!target || target.protocol === 'about:') {
      const message = `The server answered ${answer.status}, a redirect, without saying where to.`
      return { kind: 'failed', status: answer.status, problem: { code: 'bad-redirect', message }, redirects }
    }
    redirects.push({ status: answer.status, from: url.href, to: target.href })
    // the list opens for sources whose own address is in it: whoever answers from outside leads to nothing inside
    publicOnly ||= !answer.isInside
    url = target
  }
}

/** Where the runtime does not tell which address it dialled, one that is written out says it. */
function isInsideLiteral({ hostname }: URL): boolean {
  const literal = literalOf(hostname)
  return literal !== undefined && !addressAllowed(literal, [])
}

type Hop = Fetched | { readonly kind: 'redirect'; readonly status: number; readonly location: string; readonly isInside: boolean }

async function askInTurn(
  { href }: URL,
  redirects: readonly Redirect[],
  { turns, deadline }: Exchange,
  request: () => Promise<Hop>,
): Promise<Hop> {
  if (!turns) return request()
  const host = hostOf(href)
  deadline.pause()
  const turn = await turns.ask(host, async () => {
    deadline.resume()
    const answer = await request()
    if (answer.kind === 'failed') turns.heard(host, answer, Date.now())
    return answer
  })
  deadline.resume()
  return turn.ok ? turn.result : { kind: 'failed', problem: heldProblem(host), redirects }
}

const heldProblem = (host: string): Problem => ({
  code: HELD,
  message: `${host} limits how often it is asked, or many wait for it: its turn comes later.`,
})

async function ask(
  url: URL,
  init: Pick<ExchangeInit, 'publicOnly'> & { readonly headers: Record<string, string> },
  validators: Validators | undefined,
  redirects: readonly Redirect[],
  exchange: Exchange,
): Promise<Hop> {
  const response = await send(url, init, exchange)
  const isInside = response.isInside === true || isInsideLiteral(url)
  if (!REDIRECTS.has(response.status)) {
    const fetched = await outcome(response, url.href, validators, redirects, exchange)
    return isInside ? { ...fetched, isInside } : fetched
  }
  discard(response)
  return { kind: 'redirect', status: response.status, location: locationOf(response.headers), isInside }
}

/** Locations with raw UTF-8 in them are common; Node gives a header's bytes as latin1, workerd as the text they are. */
function locationOf(headers: AnswerHeaders): string {
  const value = headers.get('location') ?? ''
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(value, (byte) => byte.charCodeAt(0)))
  } catch {
    return value
  }
}

function loopProblem(seen: Set<string>, url: URL): Problem | undefined {
  if (seen.has(url.href)) return { code: 'redirect-loop', message: 'The redirects lead in a circle.' }
  seen.add(url.href)
  if (seen.size <= MAX_REDIRECTS + 1) return undefined
  return { code: 'too-many-redirects', message: `More than ${MAX_REDIRECTS} redirects follow one another.` }
}

/** Races the deadline, since not every runtime's fetch lets go at once when it is told to. */
async function send(url: URL, asked: ExchangeInit, { fetch, deadline: { signal } }: Exchange): Promise<Answer> {
  signal.throwIfAborted()
  const init = { method: 'GET', ...asked, redirect: 'manual', signal } as const
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  stopped.catch(() => {}) // nobody may be left to hear of it
  return Promise.race([fetch(url.href, init), stopped])
}

async function outcome(
  response: Answer,
  url: string,
  sent: Validators | undefined,
  redirects: readonly Redirect[],
  { limits, deadline, turns }: Exchange,
): Promise<Fetched> {
  deadline.headersAreHere()
  const headers = headerMap(response.headers)
  const { status } = response
  if (status === 304 && (sent?.etag || sent?.lastModified)) {
    discard(response)
    return { kind: 'unchanged', url, headers, redirects }
  }
  if (!WITH_BODY.has(status)) {
    discard(response)
    return { kind: 'failed', status, headers, redirects, problem: statusProblem(status, response.headers) }
  }
  const body = await readBody(response.body, limits?.bytes ?? LIMITS.bytes, deadline.signal, turns?.holdLarge)
  if (!body.ok) return { kind: 'failed', status, headers, redirects, problem: body.problem }
  const { bytes, truncated } = body
  const wire = wireBytes(response) ?? bytes.length
  const release = () => void (bytes.buffer.detached || bytes.buffer.transfer(0))
  return { kind: 'fresh', url, status, headers, bytes, release, wire, redirects, truncated }
}

function statusProblem(status: number, headers: AnswerHeaders): Problem {
  // the one challenge that says so in a header; others look like any 403
  if (headers.get('cf-mitigated') === 'challenge') {
    return { code: 'bot-challenge', message: `The server answered ${status} with a test for browsers instead of the feed.` }
  }
  return { code: 'http-status', message: statusSentence(status) }
}

function discard(response: Answer): void {
  response.body?.cancel().catch(() => {})
}
