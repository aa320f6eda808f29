import { raw } from 'hono/html'
import type { Copy, PublishedEntry, PublishedFeed } from '../../model/published.ts'
import { webAddress } from '../../address/published.ts'
import { attachmentsOf, authorsOf, headline, languageOf, pageAddress, updatedOf, unnamedCopies } from '../entry.ts'
import { writeDocument, type EntryFeed, type EntryOutline, type FeedOutline, type Writer } from '../writer.ts'
import { clean, line } from '../xml.ts'
import { layout, markup, type Markup } from './layout.ts'
import { followFeed } from './follow.ts'
import { letterTile } from './icons.ts'
import { alternatesOf, subscribe } from './subscribe.ts'
import { bytes, count, dayOf, grouped, hourOf, momentOf, time, why } from './words.ts'

/** What a feed's page shows: the newest of what the feed publishes. */
export interface PageOutline extends FeedOutline {
  /** How many the feed publishes, where these are more. */
  readonly total?: number
  /** Where the page of older stories begins, as `?before=` has it. */
  readonly older?: string
  /** One of files that no program serves: what only a program answers is not linked. */
  readonly isFile?: boolean
}

export type FeedPage = PageOutline & PublishedFeed

/** Where the page says when its sources are looked at next: that changes without the page, so whoever serves it puts it in. */
export const NEXT_LOOK = '<!-- next look -->'

/** A curated feed as a page to read. It is stored and served like the other formats, so nothing on it depends on the hour. */
export const PAGE: Writer<'html', PageOutline> = {
  format: 'html',
  mediaType: 'text/html; charset=utf-8',
  frame: pageFrame,
  entry: (entry, feed) => story(entry, feed).toString(),
  separator: '',
}

export const feedPageText = (feed: FeedPage): string => writeDocument<FeedPage>(PAGE, feed).body

/** Stands for the entry of this place while the page around the entries is made; no text that is put into a template can hold it. */
const placeOf = (n: number) => raw(`<!-- entry ${n} -->`)
const PLACE = /<!-- entry (\d+) -->/

function pageFrame(feed: PageOutline): readonly (string | number)[] {
  const { base, entries, total = entries.length, isFile = false } = feed
  const name = { slug: feed.slug, title: line(feed.title) || feed.slug }
  // by name: one that is watched at two addresses is one
  const sources = new Set(entries.flatMap((entry) => [entry.source.name, ...entry.copies.map(({ source }) => source.name)])).size
  const text = layout({
    root: '..',
    title: name.title,
    description: line(feed.description ?? '') || undefined,
    canonical: isFile ? `${pageAddress(feed)}.html` : pageAddress(feed),
    isFile,
    alternates: alternatesOf(base, name),
    icon: feed.icon,
    body: markup`<header class="feed">
<h1>${name.title}</h1>
${feed.description ? markup`<p class="standfirst">${line(feed.description)}</p>\n` : ''}<p class="meta">${
      entries.length === 0
        ? 'No stories yet'
        : markup`${total > entries.length ? `The newest ${entries.length} of ` : ''}${count(total, 'story', 'stories')} from ${count(sources, 'source')}, updated ${time(updatedOf(feed), momentOf(updatedOf(feed)))}`
    }${isFile ? '' : raw(NEXT_LOOK)}</p>
${unread(feed)}${subscribe(base, name)}
${followFeed(base, name)}
</header>
${entries.length > 0 ? inSections(entries).map(([head, places]) => section(head, places)) : isFile ? NOTHING : EMPTY}${older(feed)}`,
  })
  // entries that follow one another stand together, so that they are taken over together
  return text
    .split(PLACE)
    .map((piece, n) => (n % 2 === 0 ? piece : Number(piece)))
    .filter((piece) => piece !== '')
}

/** Silence would look like a quiet day. */
const unread = ({ unreadSince, entries }: FeedOutline): Markup | '' =>
  unreadSince === undefined
    ? ''
    : markup`<p class="concern">None of its sources can be read since ${time(unreadSince, momentOf(unreadSince))} UTC${
        entries.length === 0 ? '' : ', so nothing new comes in: what stands here was read before'
      }. <a href="../status">Why, and what to do</a></p>
`

const older = ({ older: cursor, isFile }: PageOutline): Markup | '' =>
  cursor === undefined || isFile
    ? ''
    : markup`<p class="older"><a class="button" href="?before=${cursor}" rel="next">Older stories</a></p>\n`

const NOTHING = markup`<p class="empty">Nothing here yet.</p>`
const EMPTY = markup`<p class="empty">Nothing here yet. The first stories come with the next visit to the sources; <a href="../status">the status page</a> says when that is.</p>`

/** What an editor pinned, then day after day: the places of the entries. */
function inSections(entries: readonly EntryOutline[]): readonly (readonly [string, readonly number[]])[] {
  const places = [...entries.keys()]
  const pinned = places.filter((n) => entries[n]!.isPinned)
  const days = new Map<string, number[]>(pinned.length > 0 ? [['On top', pinned]] : [])
  const inTime = places.filter((n) => !entries[n]!.isPinned).toSorted((a, b) => entries[b]!.published - entries[a]!.published)
  for (const n of inTime) {
    const day = dayOf(entries[n]!.published)
    const ofDay = days.get(day)
    if (ofDay) ofDay.push(n)
    else days.set(day, [n])
  }
  return [...days]
}

const section = (head: string, places: readonly number[]) => markup`<section class="day">
<h2>${head}</h2>
${places.map(placeOf)}</section>
`

/** Where a story stands on the page of its feed. */
export const storyAnchor = (story: string): string => `story-${encodeURIComponent(clean(story))}`

function story(entry: PublishedEntry, feed: PageEntryFeed): Markup {
  const url = webAddress(entry.url)
  const title = headline(entry)
  const language = languageOf(entry.language) ?? languageOf(feed.language)
  const anchor = storyAnchor(entry.story)
  return markup`<article class="story" id="${anchor}">
<p class="kicker">${creditTo(entry.source)} <a class="moment" href="#${anchor}">${time(entry.published, hourOf(entry.published))}</a></p>
<h3${langOf(language)} dir="auto">${url === undefined ? title : markup`<a href="${url}" rel="noopener noreferrer">${title}</a>`}</h3>
${byline(entry)}${noted(entry)}${feed.pictures ? picture(entry) : ''}${text(entry, language)}${attachments(entry)}${alsoIn(entry, feed)}</article>
`
}

/** Files of an export link no page of a story. */
type PageEntryFeed = EntryFeed & Pick<PageOutline, 'isFile'>

const langOf = (language: string | undefined) => (language === undefined ? '' : markup` lang="${language}"`)

const creditTo = ({ name, url, site }: { readonly name: string; readonly url: string; readonly site?: string }): Markup => {
  const address = webAddress(site) ?? (webAddress(url) === undefined ? undefined : new URL(url).origin)
  const shown = markup`${letterTile(name, URL.parse(site ?? url)?.host ?? name)}<bdi>${line(name)}</bdi>`
  return address === undefined
    ? markup`<span class="source">${shown}</span>`
    : markup`<a class="source" href="${address}" rel="noopener noreferrer">${shown}</a>`
}

function byline(entry: PublishedEntry): Markup | '' {
  const names = authorsOf(entry)
    .map(({ name }) => name)
    .filter((name) => name !== line(entry.source.name))
  return names.length === 0 ? '' : markup`<p class="byline">By <bdi>${names.join(', ')}</bdi></p>\n`
}

function noted({ note }: PublishedEntry): Markup | '' {
  return note === undefined ? '' : markup`<p class="note" dir="auto"><b><bdi>${line(note.by)}</bdi>:</b> ${line(note.text)}</p>\n`
}

/** Only over TLS, and only when the reader comes near; what it shows the publisher did not say, so it has no words here. */
function picture({ image, title }: PublishedEntry): Markup | '' {
  const address = webAddress(image)
  return address?.startsWith('https:')
    ? markup`<img class="picture" src="${address}" alt="" title="${line(title)}" loading="lazy" decoding="async" referrerpolicy="no-referrer">\n`
    : ''
}

/** The first sentences; what there is beyond them unfolds. The markup was made safe when the item was stored. */
function text({ excerpt, content, summary }: PublishedEntry, language: string | undefined): Markup | '' {
  const brief = line(excerpt)
  const full = clean(content ?? summary ?? '').trim()
  const shown = brief ? markup`<p class="excerpt"${langOf(language)} dir="auto">${brief}</p>\n` : ''
  if (full === '' || !holdsMore(full, brief)) return shown || ''
  return markup`${shown}<details class="full">
<summary>Read it here</summary>
<div class="prose"${langOf(language)} dir="auto">${raw(unhurried(full))}</div>
</details>
`
}

/** Pictures, links or more words than the excerpt has. Tags are counted in: a false "yes" costs a line. */
const holdsMore = (full: string, brief: string) =>
  /<(?:img|video|audio|table|a)\b/.test(full) || full.length > brief.length + '<p></p>'.length + 4

/**
 * No picture is fetched before the reader unfolds its story. Safe HTML holds no `<` but those of tags; the attribute goes in
 * without quotes, so that it could end no other one.
 */
const unhurried = (full: string) => full.replace(UNDESCRIBED, '<img alt="Picture" ').replaceAll('<img ', '<img loading=lazy ')

/** A picture that its publisher says nothing of; who cannot see it hears that there is one, and not its address (WCAG 2.2, 1.1.1). */
const UNDESCRIBED = /<img (?![^>]*\balt=")/g

function attachments(entry: PublishedEntry): Markup | '' {
  const files = attachmentsOf(entry)
  return files.length === 0
    ? ''
    : markup`<ul class="files" aria-label="Attachments">
${files.map(({ url, type, length }) => markup`<li><a href="${url}" rel="noopener noreferrer">${new URL(url).pathname.split('/').at(-1) || type}</a> <span class="meta">${type}${length === undefined ? '' : `, ${bytes(length)}`}</span></li>\n`)}</ul>
`
}

function alsoIn(entry: PublishedEntry, { base, isFile }: PageEntryFeed): Markup | '' {
  const { copies, story: id } = entry
  const more = unnamedCopies(entry)
  return copies.length === 0
    ? ''
    : markup`<div class="also">
<h4>Also in</h4>
<ul>
${copies.map((copy) => markup`<li>${copyLine(copy)}</li>\n`)}${more > 0 ? markup`<li>and ${grouped(more)} more</li>\n` : ''}</ul>
${isFile ? '' : markup`<p class="reasons"><a href="${base}/stories/${encodeURIComponent(clean(id))}">Why these are one story</a></p>\n`}</div>
`
}

function copyLine({ url, title, source, published, reason, score }: Copy): Markup {
  const address = webAddress(url)
  const shown = line(title) || line(source.name)
  const head =
    address === undefined ? markup`<bdi>${shown}</bdi>` : markup`<a href="${address}" rel="noopener noreferrer"><bdi>${shown}</bdi></a>`
  return markup`<b class="source"><bdi>${line(source.name)}</bdi></b> ${head} <span class="meta">${time(published, momentOf(published))}; ${why(reason, score)}</span>`
}
