import { expect } from 'vitest'
import { HOUR } from '../../src/model/time.ts'
import { answer, at, bench, feedOf, type Bench } from '#bench'
import type { FeedConfig } from '../../src/model/config.ts'

export const POLLS = 20
/** The summer in which the documents of these tests are written. */
const START = Date.UTC(2026, 6, 15, 9, 20)

/** A document, or an answer that is none. */
type Given = string | Uint8Array | { readonly status: number }
/** What is still to be told to the origin. */
const given = new Map<string, Given>()
/** Gives a document from the next refresh on; the address that it stands at. */
export const give = (path: string, document: Given): string => (given.set(path, document), at(path))

/** A wirefold on this runtime, in summer; each refresh passes over our own intervals. */
export interface Station extends Pick<Bench, 'wire' | 'clock' | 'errors' | 'refresh'> {
  readonly bytes: (path: string) => Promise<Uint8Array>
  readonly text: (path: string) => Promise<string>
  readonly json: <T>(path: string) => Promise<T>
}

export async function station(urls: readonly string[], { limit = 500, dedupe = true }: Partial<FeedConfig> = {}): Promise<Station> {
  const b = await bench([feedOf('odd', urls, { limit, dedupe })])
  b.clock.now = START
  const text = async (path: string) => (await b.get(path)).text()
  return {
    wire: b.wire,
    clock: b.clock,
    errors: b.errors,
    async refresh() {
      for (const [path, document] of given)
        await (typeof document === 'string' || document instanceof Uint8Array ? answer(path, document) : answer(path, '', document))
      given.clear()
      return b.refresh({ force: true })
    },
    bytes: async (path) => new Uint8Array(await (await b.get(path)).arrayBuffer()),
    text,
    json: async <T>(path: string) => JSON.parse(await text(path)) as T,
  }
}

export const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Odd</title><link>https://odd.example/</link>${items}</channel></rss>`
const WORDS = [
  'harbour',
  'glacier',
  'library',
  'tramway',
  'orchard',
  'lighthouse',
  'quarry',
  'windmill',
  'viaduct',
  'brewery',
  'granary',
  'foundry',
]
/** Text that no other item shares. */
export const about = (n: number) =>
  Array.from({ length: 40 }, (_, i) => `${WORDS[(n * 7 + i * (n + 3)) % WORDS.length]}${n}${(i * 31 + n) % 97}`).join(' ')
export const item = (
  n: number,
  {
    guid = `https://odd.example/${n}`,
    date = '',
    title = `Report number ${n} from the ${WORDS[n % WORDS.length]}`,
    body = about(n),
    link = `https://odd.example/${n}`,
  } = {},
) =>
  `<item><title>${title}</title><link>${link}</link><guid>${guid}</guid>${date && `<pubDate>${date}</pubDate>`}<description>${body}</description></item>`

export interface Told {
  readonly id: string
  readonly title: string
  readonly published: string
  readonly updated: string
}
export const told = async (wirefold: Station) => (await wirefold.json<{ stories: Told[] }>('/api/stories?limit=200')).stories
export const ids = async (wirefold: Station) => (await told(wirefold)).map(({ id }) => id).toSorted()
export const entries = async (wirefold: Station) =>
  [...(await wirefold.text('/feeds/odd.atom')).matchAll(/<entry[^>]*>\s*<id>([^<]+)<\/id>/g)].map(([, id]) => id!)

/** What the stories and the entries of the published feed were after each poll of a document that a test gives anew. */
export async function polled(document: (poll: number) => string, { polls = POLLS, gap = HOUR, dedupe = true } = {}) {
  const path = `/odd/${crypto.randomUUID()}`
  const wirefold = await station([at(path)], { dedupe })
  const seen: { stories: string[]; entries: string[]; news: number }[] = []
  for (let poll = 0; poll < polls; poll++) {
    give(path, document(poll))
    wirefold.clock.now += gap
    const [visit] = await wirefold.refresh()
    seen.push({ stories: await ids(wirefold), entries: await entries(wirefold), news: visit!.new })
  }
  expect(wirefold.errors).toEqual([])
  return { seen, wirefold, path }
}
