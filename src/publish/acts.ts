import type { Instant } from '../model/time.ts'
import { HOMEPAGE } from '../version.ts'
import { rfc3339 } from './dates.ts'
import { DECLARATION, parent, plain, tag } from './xml.ts'

interface ActEntry {
  readonly id: number
  readonly at: Instant
  readonly by: string
  readonly act: string
  readonly story: string
  /** One sentence. */
  readonly sentence: string
}

/** The trail of the editors as Atom 1.0 (RFC 4287), for themselves. */
export function actsFeed({
  base,
  authority,
  acts,
}: {
  readonly base: string
  readonly authority: string
  readonly acts: readonly ActEntry[]
}): string {
  const page = `${base}/desk/log`
  return (
    DECLARATION +
    parent(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' },
      plain('id', `tag:${authority}:acts`),
      plain('title', 'wirefold: what editors said', { type: 'text' }),
      tag('link', { rel: 'self', type: 'application/atom+xml', href: `${page}.atom` }),
      tag('link', { rel: 'alternate', type: 'text/html', href: page }),
      plain('updated', rfc3339(acts[0]?.at ?? 0)),
      tag('author', {}, plain('name', 'wirefold'), plain('uri', page)),
      plain('generator', 'wirefold', { uri: HOMEPAGE }),
      ...acts.map(({ id, at, by, act, story, sentence }) =>
        parent(
          'entry',
          {},
          plain('id', `tag:${authority}:act/${id}`),
          plain('title', sentence, { type: 'text' }),
          tag('link', { rel: 'alternate', type: 'text/html', href: `${base}/desk/stories/${story}` }),
          plain('published', rfc3339(at)),
          plain('updated', rfc3339(at)),
          tag('author', {}, plain('name', by)),
          tag('category', { term: act }),
          plain('content', sentence, { type: 'text' }),
        ),
      ),
    )
  )
}
