import { parseHttpDate } from '../schedule/http-date.ts'
import type { Instant } from '../model/time.ts'

export interface Representation {
  /** Quoted; strong unless it begins with `W/`. */
  readonly etag: string
  /** Absent where nobody knows. */
  readonly modified?: Instant
}

/**
 * What the conditions of a request come to (RFC 9110 13.2.2): 304, 412, or undefined where the representation is sent. A condition on a
 * tag wins over one on a date; a date that is none is ignored; an empty list of tags matches nothing.
 */
export function precondition(headers: Headers, { etag, modified }: Representation, now: Instant): 304 | 412 | undefined {
  // what is sent is dated to the second
  const dated = modified === undefined ? undefined : Math.floor(modified / 1000) * 1000
  const isLater = (name: string) => {
    const text = headers.get(name)
    const date = text === null || dated === undefined ? undefined : parseHttpDate(text, now)
    return date === undefined ? undefined : dated! > date
  }
  const match = headers.get('if-match')
  if (match === null ? isLater('if-unmodified-since') : !matches(match, etag, strongTag)) return 412
  const noneMatch = headers.get('if-none-match')
  if (noneMatch === null) return isLater('if-modified-since') === false ? 304 : undefined
  return noneMatch === etag || matches(noneMatch, etag, opaqueTag) ? 304 : undefined
}

const matches = (list: string, etag: string, form: (tag: string) => string | undefined): boolean =>
  list.trim() === '*' || (list.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => form(tag) !== undefined && form(tag) === form(etag))

/** Proxies that compress add `-gzip` to what they pass on, and pass it back (Apache bug 39727); ours is the same bytes unpacked. */
const opaqueTag = (tag: string): string => tag.replace(/^W\//, '').replace(/-gzip"$/, '"')
/** A weak tag is like no other in a strong comparison. */
const strongTag = (tag: string): string | undefined => (tag.startsWith('W/') ? undefined : opaqueTag(tag))

const answered = new Map<string, boolean>()
/** Programs that read feeds send a handful. */
const MOST_ANSWERED = 64

/** Whether the client takes gzip (RFC 9110 12.5.3): `*` counts, `q=0` refuses. */
export function takesGzip(acceptEncoding: string | null): boolean {
  const known = answered.get(acceptEncoding ?? '')
  if (known !== undefined) return known
  if (answered.size >= MOST_ANSWERED) answered.clear()
  const takes = weighsGzip(acceptEncoding)
  answered.set(acceptEncoding ?? '', takes)
  return takes
}

function weighsGzip(acceptEncoding: string | null): boolean {
  const weights = new Map<string, number>()
  for (const part of (acceptEncoding ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim())
    const q = parameters.find((parameter) => parameter.startsWith('q='))
    weights.set(coding, q === undefined ? 1 : Number.parseFloat(q.slice(2)) || 0)
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

/** The gzipped representation has a strong tag of its own (RFC 9110 8.8.3.3). */
export const gzipTag = (etag: string): string => etag.replace(/"$/, '-gzip"')
