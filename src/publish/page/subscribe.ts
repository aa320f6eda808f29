import { markup, type Alternate, type Markup } from './layout.ts'

/** A published feed as the pages name it. */
export interface FeedName {
  readonly slug: string
  readonly title: string
}

const FORMATS: readonly (readonly [string, string, string])[] = [
  ['atom', 'Atom', 'application/atom+xml'],
  ['rss', 'RSS', 'application/rss+xml'],
  ['json', 'JSON Feed', 'application/feed+json'],
]

/** For the head of a page, so that a reader that is given the page finds the feed. The public address, whatever the page was asked by. */
export const alternatesOf = (base: string, { slug, title }: FeedName, all = true): readonly Alternate[] =>
  FORMATS.slice(0, all ? undefined : 1).map(([extension, name, type]) => ({
    type,
    title: all ? `${title} (${name})` : title,
    href: `${base}/feeds/${slug}.${extension}`,
  }))

/** One click a format. */
export const subscribe = (base: string, { slug, title }: FeedName): Markup =>
  markup`<ul class="subscribe" aria-label="Subscribe to ${title}">
<li aria-hidden="true">Subscribe</li>
${FORMATS.map(([extension, name, type]) => markup`<li><a class="button" rel="alternate" type="${type}" href="${base}/feeds/${slug}.${extension}">${ICON}${name}</a></li>\n`)}</ul>`

/** The sign by which readers know a feed. */
const ICON = markup`<svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14"><circle cx="3" cy="13" r="2"/><path d="M1 6a9 9 0 0 1 9 9M1 1a14 14 0 0 1 14 14" fill="none" stroke="currentColor" stroke-width="2.2"/></svg>`
