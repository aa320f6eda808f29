import type { Category, Entry, FeedMeta, Item } from '../model/item.ts'
import type { Document, RawCategory, RawFeed, RawItem, RawText } from '../model/raw.ts'
import { parseDate } from '../parse/dates.ts'
import { baseOf } from './base.ts'
import { carriedOf } from './carried.ts'
import { cut } from './characters.ts'
import { clutteredLines, headline } from './clutter.ts'
import { decodeHTML } from 'entities/decode'
import { bodyOf, textOfBodies } from './derive.ts'
import { cleanBody, cutMarkup } from './html.ts'
import { guidText } from './identity.ts'
import { known } from './known.ts'
import { cleanLanguage, headerLanguage, scriptLanguage } from './language.ts'
import { MAX_CATEGORIES, MAX_CONTENT, MAX_SUMMARY } from './limits.ts'
import { repeatedLead, wholeLeadTwice } from './lead.ts'
import { linesOf, textsOf, withoutLines, type Body } from './lines.ts'
import { enclosures, picture } from './media.ts'
import { names } from './people.ts'
import { textToHtml } from './plain.ts'
import { withoutCredits } from './republished.ts'
import { withoutSecrets } from './secrets.ts'
import { excerpt, nameText, plainText, subtitleText, titleText } from './text.ts'
import { absoluteUrl, canonicalUrl } from '../address/canonical.ts'

/** What an entry came with. */
export interface ItemContext {
  /** URL of the source, as configured. */
  readonly source: string
  readonly document: Document
  readonly feed: RawFeed
}

const some = (text: string): string | undefined => (text === '' ? undefined : text)
const date = (written: string | undefined): number | undefined => (written === undefined ? undefined : parseDate(written))

/** What a feed says of itself. Dates that nobody can believe are kept as said: order is for others to decide. */
export function normalizeFeed(feed: RawFeed, document: Document): FeedMeta {
  const base = feed.base || document.url
  const meta = known<FeedMeta>({
    format: feed.format,
    id: some(guidText(feed.id)),
    title: some(titleText(feed.title)),
    subtitle: some(subtitleText(feed.subtitle)),
    link: absoluteUrl(feed.link, base),
    author: names(feed.authors)[0],
    language: cleanLanguage(feed.language) ?? headerLanguage(document.headers['content-language']),
    image: picture(feed.image, base),
    published: date(feed.published),
    updated: date(feed.updated),
  })
  return withoutSecrets(meta, [document.url])
}

/** One entry, normalized. Never throws; a bad field is an absent field. */
export function normalizeItem(entry: Entry, { source, document, feed }: ItemContext): Item {
  const { key, hash, raw, stored } = entry
  const base = baseOf(raw, feed, document)
  const url = absoluteUrl(raw.link, base)
  const title = headline(titleText(raw.title))
  const isPage = feed.format === 'page'
  const content = body(withoutCredits(raw.content, feed), { title, base, isPage, max: MAX_CONTENT })
  const brief = raw.summary ?? (raw.content === undefined ? pictureText(raw) : undefined)
  const max = raw.content ? MAX_SUMMARY : MAX_CONTENT
  const summary = body(withoutCredits(brief, feed), { title, base, isPage, max })
  const text = textOfBodies(content, summary)
  const item = known<Omit<Item, 'source' | 'key'>>({
    hash,
    guid: some(guidText(raw.id)),
    url,
    canonicalUrl: url && canonicalUrl(url),
    title,
    summary: some(summary.html),
    content: some(content.html),
    text,
    excerpt: excerpt(text),
    authors: names(raw.authors.length === 0 && inherits(feed) ? feed.authors : raw.authors),
    categories: categories(raw.categories),
    enclosures: stored?.enclosures ?? enclosures(raw.enclosures, base),
    image: picture(raw.image, base),
    published: date(raw.published),
    updated: date(raw.updated),
    withheld: raw.withheld,
    language: itemLanguage(raw, feed, document) ?? scriptLanguage(`${title}\n${text}`),
    carried: stored ? stored.carried : carriedOf(raw, feed, base, source),
  })
  // by its key it is found again, which nobody is shown
  return { ...withoutSecrets(item, [source, document.url]), key, source }
}

/** RFC 4287 4.2.1 and JSON Feed 1.1: an entry without authors has those of its feed. RSS names an editor there, who is not the author. */
const inherits = (feed: RawFeed): boolean => feed.format === 'atom' || feed.format === 'json'

/** A post that is a picture says in its description what it shows. */
function pictureText({ enclosures }: RawItem): RawText | undefined {
  const described = enclosures.find(({ type, title }) => title !== undefined && (type === undefined || /^image\//i.test(type)))
  return described && { value: plainText(described.title!), type: 'text' }
}

const NO_BODY: Body = { html: '', lines: [] }

interface BodyContext {
  readonly title: string
  readonly base: string
  /** Whether it was cut out of a page, which shows its lead over the article and in it. */
  readonly isPage: boolean
  /** Characters of markup. */
  readonly max: number
}

function body(raw: RawText | undefined, { title, base, isPage, max }: BodyContext): Body {
  if (raw === undefined) return NO_BODY
  const clean = cleanText(raw, base, max)
  const clutter = new Set([...clutteredLines(clean.lines, title), ...(isPage ? repeatedLead : wholeLeadTwice)(clean.lines)])
  if (clutter.size === 0) return clean
  const gone = linesOf(clean.html).filter((_, i) => clutter.has(i))
  const html = withoutLines(clean.html, gone)
  return { html, lines: textsOf(html) }
}

function cleanText(raw: RawText, base: string, max: number): Body {
  if (raw.type === 'html') {
    const written = cutMarkup(raw.value, max)
    if (written.includes('<')) {
      const { html, lines } = cleanBody(written, raw.base || base)
      return { html: html.trim(), lines }
    }
    // text with references and no tag is text: its line ends are meant
    return bodyOf(textToHtml(decodeHTML(written)))
  }
  return bodyOf(textToHtml(cut(raw.value, max)))
}

const itemLanguage = (raw: RawItem, feed: RawFeed, document: Document): string | undefined =>
  // what the text only inherited from the feed says less than what the item says of itself
  cleanLanguage(
    [raw.content, raw.summary, raw.title].find((text) => text?.language !== undefined && text.language !== feed.language)?.language,
  ) ??
  cleanLanguage(raw.language) ??
  cleanLanguage(feed.language) ??
  headerLanguage(document.headers['content-language'])

function categories(raw: readonly RawCategory[]): readonly Category[] {
  const all = new Map<string, Category>()
  for (const { term, scheme, label } of raw) {
    const clean = nameText(term) || nameText(label)
    const id = clean.toLowerCase()
    if (clean === '' || all.has(id)) continue
    all.set(id, known<Category>({ term: clean, scheme: some(nameText(scheme)), label: some(nameText(label)) }))
    if (all.size >= MAX_CATEGORIES) break
  }
  return [...all.values()]
}
