import type { Fetched } from '../model/fetched.ts'
import type { Visit } from '../model/visit.ts'
import { visitSource } from '../refresh/look.ts'
import { settle } from '../refresh/settle.ts'
import type { ClaimedSource } from '../store/port/sources.ts'
import type { Store } from '../store/port/store.ts'
import { WARM_FEED, WARM_NOW as NOW, WARM_SOURCE as SOURCE } from './warm-up.ts'

const SITE = 'https://a.example.org'

const CLAIMED: ClaimedSource = {
  url: SOURCE,
  host: 'a.example.org',
  validators: {},
  dueAt: 0,
  blockedUntil: 0,
  failures: 0,
  state: {},
  limits: [],
  isOutageOpen: false,
}

/**
 * The engine compiles what runs often to faster code, so many documents bring more than one. Milliseconds of JavaScript's thread on one machine (`node
 * bench/visit.ts`), of the start and of the first visit with 20 new items: without any 72 and 34, one of one entry 92 and 20, three of three
 * 104 and 14, six 117 and 12, twelve 134 and 9.8, sixteen 143 and 9.7. On Free an invocation has 10, and a start a second.
 */
const DOCUMENTS = 12
const ENTRIES = 3
/** Of a paragraph; an article of the news has some 300. */
const WORDS = 100

/** Words, with what stands between them: English ones, as most documents are plain, and those of other scripts. */
const PLAIN =
  "the old harbour of a town was opened on Monday after 12 years, its mayor said. All who live here's coast come &amp; see it".split(' ')
const OTHER = [...PLAIN, ...'“all of them” Über être порт'.split(' ')]

/** Other words for each seed: entries of one text would be copies. */
function paragraph(seed: number, vocabulary: readonly string[]): string {
  let at = seed
  const next = () => (at = (at * 1103 + 12345) % 65521)
  const words = Array.from({ length: WORDS }, () => vocabulary[next() % vocabulary.length])
  return `<p>${words.join(' ')} <a href="${SITE}/${seed}">more</a></p>`
}

/** One body of each document ends an element as only the whole parser of HTML reads it. */
function bodyOf(n: number, vocabulary = PLAIN): string {
  const last = n % ENTRIES === 0 ? `<p>${vocabulary === PLAIN ? 'Lines' : '港は再び開いた'}<br>` : paragraph(3 * n + 2, vocabulary)
  return [paragraph(3 * n, vocabulary), paragraph(3 * n + 1, vocabulary), last].join('\n')
}

const escaped = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const rssOf = (entries: readonly number[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><link>${SITE}/</link>${entries
    .map(
      (n) => `<item><title>Headline ${n} &amp; more</title><link>${SITE}/${n}</link><guid isPermaLink="false">g${n}</guid>
<pubDate>Thu, 01 Jan 2026 00:00:00 GMT</pubDate><category>a</category><description>${escaped(bodyOf(n))}</description></item>`,
    )
    .join('')}</channel></rss>`

const atomOf = (entries: readonly number[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><link href="${SITE}/"/>${entries
    .map(
      (n) => `<entry><title>Headline ${n}</title><id>e${n}</id><link rel="alternate" type="text/html" href="${SITE}/${n}"/>
<updated>2026-01-01T00:00:00Z</updated><author><name>A. Writer</name></author><content type="html">${escaped(bodyOf(n, OTHER))}</content></entry>`,
    )
    .join('')}</feed>`

/** The nth document: the formats in turn, and entries that were in none before. */
export const warmUpDocument = (nth: number): string =>
  (nth % 2 === 0 ? rssOf : atomOf)(Array.from({ length: ENTRIES }, (_, n) => nth * ENTRIES + n))

/**
 * Visits a source for nobody, a few times, into nothing: what `warmUp` does for a first render. The formats of most feeds are read, and bodies by both
 * cleaners; the last visit finds nothing new.
 * @param nowhere a store that holds nothing and keeps nothing
 */
export async function warmUpVisits(nowhere: Store): Promise<readonly Visit[]> {
  const version = { ledger: 0, row: 0 }
  const store: Store = { ...nowhere, background: async () => ({ version, changed: [], unchanged: new Set() }) }
  const now = () => NOW
  const visits: Visit[] = []
  for (let nth = 0; nth <= DOCUMENTS; nth++) {
    const fetch = async () => (nth < DOCUMENTS ? answerOf(warmUpDocument(nth)) : UNCHANGED)
    // a lease would be a random value, which nobody gets in the global scope of a Worker
    const stored = { background: async () => store.background(SOURCE, []), items: async () => [] }
    const { source, ...found } = await visitSource({ fetch, now, stored }, CLAIMED, WARM_FEED.sources[0]!, 1)
    const attempt = { ...found, requests: [], started: NOW, run: undefined }
    const refresher = { store, feeds: [WARM_FEED], fetch, now, random: () => 0.5 }
    visits.push(await settle(refresher, { source: { ...CLAIMED, ...source }, lease: '', attempt }))
  }
  return visits
}

const UNCHANGED: Fetched = { kind: 'unchanged', url: SOURCE, headers: {}, redirects: [] }

const answerOf = (document: string): Fetched => ({
  kind: 'fresh',
  url: SOURCE,
  status: 200,
  headers: { 'content-type': 'application/xml' },
  bytes: new TextEncoder().encode(document),
  redirects: [],
  truncated: false,
})
