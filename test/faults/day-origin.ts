/** Publishers of all kinds on one server: eight of twelve are well, four are ill, each in its own way. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { prose } from './world.ts'

/** Items that a source shows at once. */
const SHOWN = 20
const BOMB = gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20))

interface Said {
  readonly link: string
  readonly title: string
  readonly text: string
}

type Answer = (response: ServerResponse, source: number, asked: number, request: IncomingMessage) => void

/** What a source shows, the newest first. */
const window = (source: number, newest: number): readonly Said[] =>
  Array.from({ length: SHOWN }, (_, n) => {
    const words = prose(`${source} ${newest - n}`)
    return { link: `https://s${source}.example/report-${newest - n}`, title: words.slice(0, 50), text: words }
  })

const rssItem = ({ link, title, text }: Said) =>
  `<item><guid>${link}</guid><link>${link}</link><title>${title}</title><description>${text}</description></item>`
const rss = (source: number, said: readonly Said[]) =>
  `<rss version="2.0"><channel><title>Source ${source}</title>${said.map(rssItem).join('')}</channel></rss>`
const atom = (source: number, said: readonly Said[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:s:${source}</id><title>Source ${source}</title>${said
    .map(
      ({ link, title, text }) => `<entry><id>${link}</id><link href="${link}"/><title>${title}</title><summary>${text}</summary></entry>`,
    )
    .join('')}</feed>`
const json = (source: number, said: readonly Said[]) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: `Source ${source}`,
    items: said.map(({ link, title, text }) => ({ id: link, url: link, title, content_text: text })),
  })
const rdf = (source: number, said: readonly Said[]) =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="urn:s:${source}"><title>Source ${source}</title></channel>${said
    .map(
      ({ link, title, text }) =>
        `<item rdf:about="${link}"><title>${title}</title><link>${link}</link><description>${text}</description></item>`,
    )
    .join('')}</rdf:RDF>`
const page = (source: number, said: readonly Said[]) =>
  `<!doctype html><title>Source ${source}</title><main>${said
    .map(({ link, title, text }) => `<article><h2><a href="/${source}/${link.split('/').pop()}">${title}</a></h2><p>${text}</p></article>`)
    .join('')}</main>`

type Write = (source: number, said: readonly Said[]) => string
const documentOf =
  (write: Write, headers: Record<string, string> = {}): Answer =>
  (response, source, asked) =>
    void response.writeHead(200, { etag: `"${asked}"`, ...headers }).end(write(source, window(source, asked)))
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('No')

/** Something new at every third request, and a 304 between. */
const seldom: Answer = (response, source, asked, { headers }) => {
  const etag = `"${Math.floor(asked / 3)}"`
  if (headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
  else response.writeHead(200, { etag }).end(rss(source, window(source, Math.floor(asked / 3))))
}
const packed: Answer = (response, source, asked) =>
  void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(rss(source, window(source, asked))))
const redirected: Answer = (response, source, asked, request) =>
  request.url!.endsWith('/now')
    ? documentOf(rss)(response, source, asked, request)
    : void response.writeHead(302, { location: `/${source}/now` }).end()
const flapping: Answer = (response, source, asked, request) =>
  asked % 2 ? documentOf(rss)(response, source, asked, request) : void response.writeHead(500).end()
const cut: Answer = (response, source, asked) => {
  const body = rss(source, window(source, asked))
  response.writeHead(200, { 'content-length': body.length })
  response.write(body.slice(0, -200), () => response.destroy())
}

const KINDS: readonly Answer[] = [
  documentOf(rss),
  documentOf(atom),
  documentOf(json),
  documentOf(rdf),
  documentOf(page, { 'content-type': 'text/html' }),
  seldom,
  packed,
  redirected,
  flapping,
  cut,
]
/** The ill of the last two kinds of twelve, by turns. */
const ILL: readonly Answer[] = [
  documentOf(() => '<!doctype html><h1>Database error</h1>', { 'content-type': 'text/html' }),
  status(429, { 'retry-after': '3600' }),
  (response) => void response.destroy(),
  (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB),
  status(403),
  status(404),
  status(410),
  documentOf(() => ''),
  documentOf(() => '{"error":"quota"}', { 'content-type': 'application/json' }),
  status(503, { 'retry-after': '7200' }),
]
const KINDS_AND_ILL = 12
const ALL_ARE_NEW = SHOWN - 1

export interface DayOrigin extends AsyncDisposable {
  readonly port: number
  /** How many items each source that can be read has shown whole. */
  readonly shown: () => ReadonlyMap<number, number>
}

export async function dayOrigin(): Promise<DayOrigin> {
  const asked = new Map<number, number>()
  const server = createServer((request, response) => {
    const source = Number(/^\/(\d+)(?:\/now)?$/.exec(request.url ?? '')?.[1])
    if (Number.isNaN(source)) return void response.writeHead(404).end()
    // the way to a document is not the document
    if (source % KINDS_AND_ILL !== KINDS.indexOf(redirected) || request.url!.endsWith('/now'))
      asked.set(source, (asked.get(source) ?? 0) + 1)
    const answer = KINDS[source % KINDS_AND_ILL] ?? ILL[Math.floor(source / KINDS_AND_ILL) % ILL.length]!
    answer(response, source, asked.get(source) ?? 0, request)
  })
  await new Promise<void>((listening) => server.listen(0, listening))
  return {
    port: (server.address() as AddressInfo).port,
    shown: () => new Map([...asked].flatMap(([source, times]) => shownBy(source, times))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function shownBy(source: number, times: number): readonly (readonly [number, number])[] {
  const kind = KINDS[source % KINDS_AND_ILL]
  if (!kind) return []
  if (kind === seldom) return [[source, ALL_ARE_NEW + 1 + Math.floor(times / 3)]]
  // every second request shows two more
  if (kind === flapping) return [[source, ALL_ARE_NEW + (times % 2 ? times : times - 1)]]
  return [[source, ALL_ARE_NEW + times - (kind === cut ? 1 : 0)]]
}
