import type { Fetched } from '../model/fetched.ts'
import { HOUR, type Duration, type Instant } from '../model/time.ts'
import type { ClaimedSource } from '../store/port/sources.ts'
import type { Begun, Finding } from './finding.ts'
import type { Attempt } from './outcome.ts'
import { measure } from './parts.ts'
import { VERSION } from '../version.ts'

/** What is left of a document goes on within minutes; later it is asked for again, since it may have changed. */
const GOES_ON_FOR: Duration = HOUR
/** A row of D1 holds two million bytes, and a character may be three of them. */
const MOST_CHARACTERS = 600_000

/** Whether what was read is short enough to be kept; what is not is decided at once. */
export const isKeepable = (attempt: Attempt): boolean => measure(attempt).size <= MOST_CHARACTERS

/** What is kept of a visit whose document is decided in several invocations: all but bytes, which are read already. */
export function writeUnfinished({ source, attempt }: Finding, { at, before }: Begun): string {
  const { fetched, requests, ...rest } = attempt
  const { unfinished: _, ...claimed } = source
  const { decisions: __, items: ___, relisting: ____, ...counted } = before
  const answer = requests.findIndex((request) => request.fetched === fetched)
  const kept = { by: VERSION, source: claimed, attempt: { ...rest, fetched, requests, answer }, begun: { at, before: counted } }
  return JSON.stringify(kept, (_key, value: unknown) => (value instanceof Uint8Array ? undefined : value))
}

interface Kept extends Finding {
  /** Another version may have called it otherwise. */
  readonly by: string
  readonly attempt: Attempt & { readonly answer: number }
  readonly begun: Begun
}

/** What is left to be decided of a source that was claimed; undefined where nothing is, or not of late. */
export function readUnfinished({ unfinished, ...claimed }: ClaimedSource, lease: string, now: Instant): Finding | undefined {
  if (unfinished === undefined) return undefined
  const { by, source, attempt, begun } = JSON.parse(unfinished) as Kept
  if (by !== VERSION || begun.at > now || now - begun.at > GOES_ON_FOR) return undefined
  const { answer, ...rest } = attempt
  const requests = attempt.requests.map((request) => ({ ...request, fetched: withoutBytes(request.fetched) }))
  const { limits, isOutageOpen } = claimed
  return {
    source: { ...source, limits, isOutageOpen, unfinished },
    lease,
    attempt: { ...rest, requests, fetched: requests[answer]?.fetched ?? withoutBytes(attempt.fetched) },
    begun: { at: begun.at, before: { ...begun.before, decisions: [], items: [] } },
  }
}

const withoutBytes = (fetched: Fetched): Fetched => (fetched.kind === 'fresh' ? { ...fetched, bytes: new Uint8Array() } : fetched)
