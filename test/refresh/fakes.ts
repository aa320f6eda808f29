import type { SourceConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { HOUR } from '../../src/model/time.ts'
import type { FetchRequest } from '../../src/fetch/fetch.ts'

export const URL_ = 'https://wire.example.org/feed'
export const NOW = Date.UTC(2026, 3, 1, 12)

export const source = (more: Partial<SourceRecord> = {}): SourceRecord => ({
  url: URL_,
  host: 'wire.example.org',
  validators: {},
  dueAt: NOW,
  blockedUntil: 0,
  failures: 0,
  state: {},
  ...more,
})

export const config = (more: Partial<SourceConfig> = {}): SourceConfig => ({ url: URL_, every: HOUR, prefer: 0, ...more })

type Fresh = Extract<Fetched, { kind: 'fresh' }>
type Failed = Extract<Fetched, { kind: 'failed' }>

export const fresh = (body: string, more: Partial<Omit<Fresh, 'kind' | 'bytes'>> = {}): Fresh => ({
  kind: 'fresh',
  url: URL_,
  status: 200,
  headers: {},
  bytes: new TextEncoder().encode(body),
  redirects: [],
  truncated: false,
  ...more,
})

export const refusal = (status?: number, more: Partial<Omit<Failed, 'kind'>> = {}): Failed => ({
  kind: 'failed',
  problem: { code: status === undefined ? 'timeout' : 'http-status', message: 'It failed.' },
  ...(status === undefined ? {} : { status }),
  redirects: [],
  ...more,
})

export const unchanged = (headers: Record<string, string> = {}): Fetched => ({ kind: 'unchanged', url: URL_, headers, redirects: [] })

export const paragraph = (about: string): string =>
  `The committee on ${about} met for three hours on Tuesday and agreed, after a long debate, to publish its report on ${about} in May. `.repeat(
    3,
  )

export interface Told {
  readonly id: string
  readonly title?: string
  readonly text?: string
  readonly date?: number
}

export const rss = (...items: readonly (string | Told)[]): string =>
  `<rss version="2.0"><channel><title>Wire</title>${items
    .map((item) => (typeof item === 'string' ? { id: item } : item))
    .map(
      ({ id, title = `Story ${id}`, text = paragraph(id), date }: Told) =>
        `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>https://wire.example.org/${id}</link>` +
        `${date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`}<description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`

export const article = (title: string, links = 0): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta property="og:type" content="article"></head><body>${'<a href="/x">more</a> '.repeat(links)}<article><h1>${title}</h1>${`<p>${paragraph(title)}</p>`.repeat(4)}</article></body></html>`

export const list = (titles: readonly string[], section = 'news'): string =>
  `<!doctype html><html lang="en"><head><title>Front</title></head><body><main>${titles
    .map(
      (title, n) =>
        `<article><h2><a href="/${section}/2026/04/0${(n % 9) + 1}/${title.toLowerCase().replaceAll(' ', '-')}">${title} decided after long debate</a></h2><time datetime="2026-04-0${(n % 9) + 1}T08:00:00Z">April</time><p>${paragraph(title)}</p></article>`,
    )
    .join('')}</main></body></html>`

/** An origin of answers by address; everything else is 404. Keeps what it was asked, and when the visit paused. */
export function origin(answers: Readonly<Record<string, Fetched | ((request: FetchRequest) => Fetched)>>) {
  const log: string[] = []
  const clock = { now: NOW }
  return {
    log,
    clock,
    fetch: async (request: FetchRequest): Promise<Fetched> => {
      log.push(request.url)
      const answer = answers[request.url] ?? refusal(404)
      const given = typeof answer === 'function' ? answer(request) : answer
      return given.kind === 'fresh' && given.url === URL_ ? { ...given, url: request.url } : given
    },
    now: () => clock.now,
    sleep: async (duration: number): Promise<void> => {
      log.push(`pause ${duration}`)
      clock.now += duration
    },
  }
}
