import type { Instant } from '../../model/time.ts'
import { webAddress } from '../../address/published.ts'
import { line } from '../../publish/xml.ts'
import { storyAnchor } from '../../publish/page/feed.ts'
import { layout, markup, type Markup } from '../../publish/page/layout.ts'
import { alternatesOf, subscribe } from '../../publish/page/subscribe.ts'
import { count, fromNow, time } from '../../publish/page/words.ts'
import type { Headline } from './headline.ts'

export interface FeedCard {
  readonly slug: string
  readonly title: string
  readonly description?: string | undefined
  /** How many it watches. */
  readonly sources: number
  /** How many its edition holds; absent where it was not looked up. */
  readonly stories?: number | undefined
  readonly updated?: Instant | undefined
}

/** With the feed that it is taken from. */
export interface News extends Headline {
  readonly feed?: { readonly slug: string; readonly title: string } | undefined
}

export interface HomeView {
  /** Public base URL without a trailing slash: what subscribers are given. */
  readonly base: string
  readonly now: Instant
  readonly feeds: readonly FeedCard[]
  /** Across all feeds, newest first. */
  readonly news: readonly News[]
  /** In words, where some of the sources need attention: `2 of 9 sources could not be read`. */
  readonly concern?: string | undefined
  /** One of files that no program serves. */
  readonly isFile?: boolean
}

export const homePage = ({ base, now, feeds, news, concern, isFile = false }: HomeView): string =>
  layout({
    root: '.',
    title: 'wirefold: curated news feeds',
    description: `${count(feeds.length, 'curated feed')} to read or subscribe to: ${feeds.map(({ title }) => title).join(', ')}`,
    current: 'feeds',
    canonical: `${base}/`,
    isFile,
    alternates: feeds.flatMap((feed) => alternatesOf(base, feed, false)),
    body: markup`<header class="front">
<h1>The newswire, folded</h1>
<p class="standfirst">Many sources, each story once. Read a feed here, or subscribe to it in your reader.</p>
${concern ? markup`<p class="concern"><a href="./status">${concern}</a></p>\n` : ''}</header>
<section class="feeds" aria-labelledby="feeds">
<h2 id="feeds">Feeds</h2>
${
  feeds.length === 0
    ? markup`<p class="empty">There is no feed yet. Put a file like <code>feeds/my-feed.yaml</code> beside the program: it is here a second later.</p>`
    : markup`<ul class="cards">
${feeds.map((feed) => card(base, now, feed, isFile))}</ul>
<p class="hint">All of them at once, for another reader: <a href="./feeds.opml">feeds.opml</a></p>`
}
</section>
${
  news.length === 0
    ? ''
    : markup`<section class="news" aria-labelledby="news">
<h2 id="news">New</h2>
<ol class="headlines">
${news.map((item) => headlineItem(item, now, feeds.length > 1, isFile))}</ol>
</section>`
}`,
  })

const card = (
  base: string,
  now: Instant,
  { slug, title, description, sources, stories, updated }: FeedCard,
  isFile: boolean,
): Markup => markup`<li class="card">
<h3><a href="${pageOf(slug, isFile)}">${title}</a></h3>
${description ? markup`<p>${description}</p>\n` : ''}<p class="meta">${stories === undefined ? '' : `${count(stories, 'story', 'stories')} from `}${count(sources, 'source')}${
  updated === undefined ? '' : markup`, updated ${time(updated, fromNow(updated, now))}`
}</p>
${subscribe(base, { slug, title })}
</li>
`

const pageOf = (slug: string, isFile: boolean): string => `./feeds/${slug}${isFile ? '.html' : ''}`

function headlineItem(
  { story, title, url, source, published, excerpt, copies, feed }: News,
  now: Instant,
  several: boolean,
  isFile: boolean,
): Markup {
  const inside = feed && `${pageOf(feed.slug, isFile)}#${storyAnchor(story)}`
  const address = webAddress(url) ?? inside
  const shown = markup`<bdi>${line(title)}</bdi>`
  return markup`<li>
<p class="kicker"><span class="source"><bdi>${line(source)}</bdi></span> ${time(published, fromNow(published, now))}</p>
<h3 dir="auto">${address === undefined ? shown : markup`<a href="${address}" rel="noopener noreferrer">${shown}</a>`}</h3>
${excerpt ? markup`<p class="excerpt" dir="auto">${line(excerpt)}</p>\n` : ''}${
    copies > 0 || (several && feed)
      ? markup`<p class="meta">${copies === 0 ? '' : inside ? markup`<a href="${inside}">Also in ${count(copies, 'other source')}</a>` : `Also in ${count(copies, 'other source')}`}${copies > 0 && several && feed ? ', ' : ''}${
          several && feed ? markup`${copies > 0 ? 'in' : 'In'} <a href="${pageOf(feed.slug, isFile)}">${feed.title}</a>` : ''
        }</p>\n`
      : ''
  }</li>
`
}
