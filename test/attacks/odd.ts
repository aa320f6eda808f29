import { expect } from 'vitest'
import { HOUR } from '../../src/model/time.ts'
import { curated, station, type Publisher, type Station } from './station.ts'

export const POLLS = 20
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
export async function polled(origin: Publisher, document: (poll: number) => string, { polls = POLLS, gap = HOUR, dedupe = true } = {}) {
  const url = origin.give(`/${crypto.randomUUID()}`, document(0))
  const path = new URL(url).pathname
  const wirefold = await station([curated('odd', [url], { dedupe })])
  const seen: { stories: string[]; entries: string[]; news: number }[] = []
  for (let poll = 0; poll < polls; poll++) {
    origin.give(path, document(poll))
    wirefold.clock.now += gap
    const [visit] = await wirefold.refresh()
    seen.push({ stories: await ids(wirefold), entries: await entries(wirefold), news: visit!.new })
  }
  expect(wirefold.errors).toEqual([])
  return { seen, wirefold, path }
}
