import type { Document, RawFeed, RawItem, RawLink, RawText, Withheld } from '../model/raw.ts'
import { present } from '../present.ts'
import { resolve } from '../parse/scope.ts'
import type { Article } from './article.ts'
import { baseOf } from './address.ts'
import type { Mention } from './evidence.ts'
import type { Head } from './meta.ts'
import type { Page } from './view.ts'

export function articleItem(page: Page, document: Document, { said, html }: Article): RawItem {
  const { head } = page
  const base = baseOf(head, document)
  const link = addressOf(page, document, said.link, base)
  const withheld = withheldBy(head, document)
  const item = itemOf({ ...said, ...present({ image: said.image && resolve(said.image, base) }), link }, html)
  return withheld === undefined ? item : { ...item, withheld }
}

/** What the page, in its head or its header, asks of those who keep it. */
function withheldBy(head: Head, { headers }: Pick<Document, 'headers'>): Withheld | undefined {
  const told = new Set([...head.robots, ...(headers['x-robots-tag'] ?? '').toLowerCase().split(/[\s,]+/)])
  return ASKING.find((word) => told.has(word))
}
const ASKING: readonly Withheld[] = ['noarchive', 'noindex', 'none']

/** The canonical address; one that is the site's front page, or no address, is a mistake of its theme. */
function addressOf({ head, resolve: link }: Page, document: Document, said: string | undefined, base: string): string {
  const own = URL.parse(document.url)
  for (const written of [head.canonical, said, head.evidence.link]) {
    const url = written === undefined ? null : URL.parse(written, base)
    if (url === null || !/^https?:$/.test(url.protocol)) continue
    url.hash = ''
    const isFront = url.pathname === '/' && url.search === ''
    if (!isFront || own?.pathname === '/' || link(written!) !== undefined) return url.href
  }
  return document.url
}

const plain = (value: string | undefined): RawText | undefined => (value === undefined ? undefined : { value, type: 'text' })

export const itemOf = ({ title, summary, link, published, updated, image, language, ...said }: Mention, content = ''): RawItem => ({
  links: [],
  contributors: [],
  enclosures: [],
  authors: said.authors ?? [],
  categories: (said.categories ?? []).map((term) => ({ term })),
  ...present({ title: plain(title), summary: plain(summary), link, published, updated, image, language }),
  ...(content === '' ? {} : { content: { value: content, type: 'html' } }),
})

export function feedOf(
  { head, language }: Page,
  document: Document,
  alternates: readonly RawLink[],
  items: readonly RawItem[],
  notes: readonly string[],
): RawFeed {
  const title = head.evidence.site ?? head.title
  return {
    format: 'page',
    ...present({ title: plain(title), subtitle: items.length < 2 ? undefined : plain(head.evidence.summary), language }),
    link: document.url,
    links: alternates,
    hubs: [],
    authors: [],
    categories: [],
    base: baseOf(head, document),
    hints: { skipHours: [], skipDays: [] },
    items,
    truncated: false,
    notes,
  }
}
