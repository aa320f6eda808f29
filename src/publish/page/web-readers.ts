/**
 * Readers in the web that take a feed's address in a link. The patterns stand in the readers' own help or in public lists of
 * subscribe links; none could be tried live from where they were written down.
 */
export const WEB_READERS: readonly (readonly [name: string, link: (encoded: string) => string])[] = [
  ['Feedly', (url) => `https://feedly.com/i/subscription/feed/${url}`],
  ['Inoreader', (url) => `https://www.inoreader.com/?add_feed=${url}`],
  ['NewsBlur', (url) => `https://www.newsblur.com/?url=${url}`],
  ['The Old Reader', (url) => `https://theoldreader.com/feeds/subscribe?url=${url}`],
  ['Feedbin', (url) => `https://feedbin.com/?subscribe=${url}`],
]
