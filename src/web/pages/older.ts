import { webAddress } from '../../address/published.ts'
import { layout, markup, type Markup } from '../../publish/page/layout.ts'
import { alternatesOf } from '../../publish/page/subscribe.ts'
import { count, momentOf, time } from '../../publish/page/words.ts'
import { clean, line } from '../../publish/xml.ts'
import type { Headline } from './headline.ts'

export interface OlderView {
  /** Public base URL without a trailing slash. */
  readonly base: string
  readonly feed: { readonly slug: string; readonly title: string }
  /** Newest first. */
  readonly stories: readonly Headline[]
  /** Where the page after this one begins; absent at the end. */
  readonly next?: string | undefined
}

/** Older stories of a feed, as a list: their texts are where they were published, and on the pages of the stories. */
export const olderPage = ({ base, feed, stories, next }: OlderView): string =>
  layout({
    root: '..',
    title: `${line(feed.title) || feed.slug}: older stories`,
    alternates: alternatesOf(base, feed),
    body: markup`<header class="feed">
<h1>${line(feed.title) || feed.slug}</h1>
<p class="standfirst">Older stories</p>
<p class="meta"><a href="./${feed.slug}">The newest</a></p>
</header>
${stories.length === 0 ? markup`<p class="empty">Nothing is older.</p>` : markup`<ol class="headlines">\n${stories.map(item)}</ol>`}${
      next === undefined ? '' : markup`\n<p class="older"><a class="button" href="?before=${next}" rel="next">Older stories</a></p>`
    }`,
  })

function item({ story, title, url, source, published, excerpt, copies }: Headline): Markup {
  const own = `../stories/${encodeURIComponent(clean(story))}`
  return markup`<li>
<p class="kicker"><span class="source"><bdi>${line(source)}</bdi></span> ${time(published, momentOf(published))}</p>
<h2 dir="auto"><a href="${webAddress(url) ?? own}" rel="noopener noreferrer"><bdi>${line(title)}</bdi></a></h2>
${excerpt ? markup`<p class="excerpt" dir="auto">${line(excerpt)}</p>\n` : ''}${copies > 0 ? markup`<p class="meta"><a href="${own}">Also in ${count(copies, 'other source')}</a></p>\n` : ''}</li>
`
}
