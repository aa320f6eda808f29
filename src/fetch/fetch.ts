import { MINUTE, SECOND, type Duration } from '../model/time.ts'
import type { Fetched, Redirect, Validators } from '../model/fetched.ts'
import type { Problem } from '../model/problem.ts'
import { readBody } from './body.ts'
import { Failure, problemOf } from './failure.ts'
import { guardUrl, requestUrl, type AllowList } from './guard.ts'
import { headerMap, requestHeaders } from './headers.ts'
import type { Identity } from './identity.ts'
import { wireBytes } from './wire.ts'

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
  /** Of a private source: sent to the origin of `url` alone, not where a redirect leads. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface FetchDeps {
  /**
   * One exchange: no redirect is followed, the body comes decoded or fails with a `Failure`, header values are byte
   * strings. `nodeFetch` and `workersFetch` are the two.
   */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly allowPrivate: AllowList
  readonly identity: Identity
  readonly limits?: Partial<FetchLimits>
  /** Ends the exchange early, when the process is asked to stop. */
  readonly signal?: AbortSignal
}

export interface FetchLimits {
  /** Until the headers are there, redirects included. */
  readonly headers: Duration
  /** The whole exchange. */
  readonly whole: Duration
  /** Of the decoded body. */
  readonly bytes: number
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

/** One polite conditional GET: redirects followed by hand, each guarded; bounded in time and bytes. Never throws for what a server does. */
export async function fetchSource(request: FetchRequest, deps: FetchDeps): Promise<Fetched> {
  const redirects: Redirect[] = []
  const failed = (problem: Problem): Fetched => ({ kind: 'failed', problem, redirects })
  const first = requestUrl(request.url)
  if (!first) return failed({ code: 'bad-url', message: 'The address of the source is not a URL.' })

  const deadline = startDeadline({ ...LIMITS, ...deps.limits }, deps.signal)
  try {
    return await follow(first, redirects, request, deps, deadline)
  } catch (error) {
    return failed(problemOf(deadline.signal.aborted ? deadline.signal.reason : error))
  } finally {
    deadline.stop()
  }
}

async function follow(first: URL, redirects: Redirect[], request: FetchRequest, deps: FetchDeps, deadline: Deadline): Promise<Fetched> {
  const issuer = requestUrl(request.validatorsUrl ?? request.url)?.href
  const seen = new Set<string>()
  let url = first
  for (;;) {
    const refusal = guardUrl(url, deps.allowPrivate) ?? loopProblem(seen, url)
    if (refusal) return { kind: 'failed', problem: refusal, redirects }
    const validators = url.href === issuer ? request.validators : undefined
    const own = url.origin === first.origin ? request.headers : undefined
    const sent = { ...requestHeaders(deps.identity, request.subscribers ?? 1, validators, request.page), ...own }
    const response = await exchange(url, sent, deps, deadline)
    if (!REDIRECTS.has(response.status)) return outcome(response, url.href, validators, redirects, deps, deadline)

    discard(response)
    const target = requestUrl(locationOf(response.headers) || 'about:', url.href)
    if (!target || target.protocol === 'about:') {
      const message = `The server answered ${response.status}, a redirect, without saying where to.`
      return { kind: 'failed', status: response.status, problem: { code: 'bad-redirect', message }, redirects }
    }
    redirects.push({ status: response.status, from: url.href, to: target.href })
    url = target
  }
}

/** Locations with raw UTF-8 in them are common; Node gives a header's bytes as latin1, workerd as the text they are. */
function locationOf(headers: Headers): string {
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
async function exchange(url: URL, headers: Record<string, string>, deps: FetchDeps, deadline: Deadline): Promise<Response> {
  const { signal } = deadline
  signal.throwIfAborted()
  const init = { method: 'GET', headers, redirect: 'manual', signal } as const
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  stopped.catch(() => {}) // nobody may be left to hear of it
  return Promise.race([deps.fetch(url.href, init), stopped])
}

async function outcome(
  response: Response,
  url: string,
  sent: Validators | undefined,
  redirects: readonly Redirect[],
  deps: FetchDeps,
  deadline: Deadline,
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
  const body = await readBody(response.body, deps.limits?.bytes ?? LIMITS.bytes, deadline.signal)
  if (!body.ok) return { kind: 'failed', status, headers, redirects, problem: body.problem }
  const wire = wireBytes(response) ?? body.bytes.length
  return { kind: 'fresh', url, status, headers, bytes: body.bytes, wire, redirects, truncated: body.truncated }
}

function statusProblem(status: number, headers: Headers): Problem {
  // the one challenge that says so in a header; others look like any 403
  if (headers.get('cf-mitigated') === 'challenge') {
    return { code: 'bot-challenge', message: `The server answered ${status} with a test for browsers instead of the feed.` }
  }
  return { code: 'http-status', message: `The server answered ${status}.` }
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}

interface Deadline {
  readonly signal: AbortSignal
  headersAreHere(): void
  stop(): void
}

function startDeadline(limits: FetchLimits, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  const abort = (code: string, message: string) => () => controller.abort(new Failure({ code, message }))
  const late = (limit: Duration, what: string) =>
    setTimeout(abort('timeout', `The server did not ${what} within ${Math.round(limit / SECOND)} seconds.`), Math.min(limit, MINUTE))
  const headers = late(limits.headers, 'answer')
  const whole = late(limits.whole, 'finish its answer')
  const stopping = abort('aborted', 'The visit was stopped because wirefold is shutting down.')
  if (outer?.aborted) stopping()
  outer?.addEventListener('abort', stopping, { once: true })
  return {
    signal: controller.signal,
    headersAreHere: () => clearTimeout(headers),
    stop() {
      clearTimeout(headers)
      clearTimeout(whole)
      outer?.removeEventListener('abort', stopping)
    },
  }
}
