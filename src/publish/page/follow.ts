import { markup, type Markup } from './layout.ts'
import type { FeedName } from './subscribe.ts'
import { WEB_READERS } from './web-readers.ts'

/** For whoever has no reader yet, or does not know what one is: an address to copy, and links that hand it over. */
export function followFeed(base: string, { slug, title }: FeedName): Markup {
  const address = `${base}/feeds/${slug}.atom`
  return markup`<details class="follow">
<summary>Follow</summary>
<p>The address to give a reader: <code class="address">${address}</code></p>
<p>In an app on this device: <a href="feed:${address}" rel="nofollow">open “${title}” there</a></p>
<p>In the web: ${WEB_READERS.map(
    ([name, link], index) =>
      markup`${index > 0 ? ', ' : ''}<a href="${link(encodeURIComponent(address))}" rel="noopener noreferrer nofollow">${name}</a>`,
  )}</p>
<p class="hint">A feed is a list of news that your reader asks for by itself: you see what is new, without an account here and in no order but
time’s. <a href="https://aboutfeeds.com/" rel="noopener noreferrer">How to get started</a></p>
</details>`
}
