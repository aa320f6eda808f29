import { Failure } from './failure.ts'

export type Coding = 'gzip' | 'br' | 'deflate'

/** A server that compresses twice is confused, one that does it five times means harm. */
const MAX_CODINGS = 2

/** The codings of a body, outermost first (RFC 9110 8.4: listed in the order they were applied). Throws a Failure for others. */
export function codingsOf(contentEncoding: string | null | undefined): readonly Coding[] {
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((name) => name !== '' && name !== 'identity')
  const known = names.filter((name): name is Coding => name === 'gzip' || name === 'br' || name === 'deflate')
  if (known.length === names.length && known.length <= MAX_CODINGS) return known.toReversed()
  const message = 'The body is compressed in a way that was not asked for and is not understood.'
  throw new Failure({ code: 'unsupported-encoding', message })
}
