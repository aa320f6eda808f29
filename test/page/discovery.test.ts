import { expect, test } from 'vitest'
import { parsePage } from './read.ts'

const FEED = 'https://towpath.example/news/feed.xml'
const offered = (head: string, body = '', headers = {}, url = 'https://towpath.example/news/'): readonly string[] => {
  const parsed = parsePage(`<!doctype html><html><head>${head}</head><body>${body}<p>Hi.</p></body></html>`, url, {}, headers)
  return (parsed.ok ? parsed.feed.links : parsed.alternates).map(({ href }) => href)
}

test.each([
  ['RSS', '<link rel="alternate" type="application/rss+xml" href="feed.xml">'],
  ['Atom, in capitals', '<LINK REL="ALTERNATE" TYPE="Application/Atom+XML" HREF="feed.xml">'],
  ['a type with parameters', '<link rel=alternate type="application/rss+xml; charset=utf-8" href=feed.xml>'],
  ['application/rss', '<link rel=alternate type=application/rss href=feed.xml>'],
  ['text/rss+xml', '<link rel=alternate type=text/rss+xml href=feed.xml>'],
  ['application/x-atom+xml', '<link rel=alternate type=application/x-atom+xml href=feed.xml>'],
  ['application/rss-xml', '<link rel=alternate type=application/rss-xml href=feed.xml>'],
  ['application/xml+rss', '<link rel=alternate type=application/xml+rss href=feed.xml>'],
  ['text/xml', '<link rel=alternate type=text/xml href=feed.xml>'],
  ['JSON Feed', '<link rel=alternate type=application/feed+json href=feed.xml>'],
  ['rel=feed without a type', '<link rel="feed" href="feed.xml">'],
  ['no type, but the address of a feed', '<link rel=alternate href=feed.xml title="News">'],
  ['several relations', '<link rel="home alternate" type="application/rss+xml" href="feed.xml">'],
  ['feed: before an address', `<link rel=alternate type=application/rss+xml href="feed:${FEED}">`],
  ['feed: as a scheme', '<link rel=alternate type=application/rss+xml href="feed://towpath.example/news/feed.xml">'],
  ['without scheme', '<link rel=alternate type=application/rss+xml href="//towpath.example/news/feed.xml">'],
  ['a base behind the link', '<link rel=alternate type=application/rss+xml href="feed.xml"><base href="https://towpath.example/news/">'],
  ['a base before the link', '<base href="/news/"><link rel=alternate type=application/rss+xml href="feed.xml">'],
])('%s', (_, head) => {
  expect(offered(head)).toEqual([FEED])
})

test.each([
  ['in the body', '<link rel=alternate type=application/rss+xml href=feed.xml>'],
  ['a link in the text', '<a href="/news/feed.xml">RSS</a>'],
  ['a link with a type', '<a href="/news/feed.xml" type="application/rss+xml">Follow</a>'],
  ['an icon', '<a href="/news/feed.xml"><img src=/rss.png alt=""></a>'],
  ['a link with feed:', `<a href="feed:${FEED}">Follow us</a>`],
  ['a link beside the page', '<a href="feed.xml">RSS</a>'],
  ['a link beside the page, of an icon', '<a href="feed.xml"><i class="fa fa-rss"></i></a>'],
  ['a link that is named a feed', '<a rel="feed" href="feed.xml">Follow</a>'],
  ['a link in a box for feeds', '<div class="social-rss"><a href="/news/feed.xml">Follow the canal</a></div>'],
])('%s', (_, body) => {
  expect(offered('', body)).toEqual([FEED])
})

test.each([
  ['one', '</news/feed.xml>; rel="alternate"; type="application/rss+xml"'],
  ['among others', '</style.css>; rel=preload; as=style, <feed.xml>; type="application/atom+xml"; rel=alternate, </w>; rel=shortlink'],
])('a Link header: %s', (_, link) => {
  expect(offered('', '', { link })).toEqual([FEED])
})

test.each([
  ['inside a script', '<script>document.write(\'<link rel="alternate" type="application/rss+xml" href="/x.xml">\')</script>', ''],
  ['inside a comment', '<!-- <link rel=alternate type=application/rss+xml href=/x.xml> -->', ''],
  ['inside a template', '', '<template><a href="/feed/">RSS</a></template>'],
  ['translations', '<link rel=alternate hreflang=de href=/de/>', ''],
  [
    'interfaces',
    '<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1><link rel=alternate type=application/json+oembed href=/oembed>',
    '',
  ],
  ['comments by address', '<link rel=alternate type=application/rss+xml href=/comments/feed/>', ''],
  ['comments by title', '<link rel=alternate type=application/rss+xml href=/f2 title="The Towpath » Kommentar-Feed">', ''],
  ['a word about feeds', '', '<a href="/about/feeding-the-ducks">How we feed the ducks</a>'],
  ['an address for mail', '', '<a href="mailto:feed@towpath.example">Feed</a>'],
])('none: %s', (_, head, body) => {
  expect(offered(head, body)).toEqual([])
})

test('the feed below an article holds its comments', () => {
  const head = '<link rel=alternate type=application/rss+xml href=/feed/><link rel=alternate type=application/rss+xml href=feed/>'
  expect(offered(head, '', {}, 'https://towpath.example/2024/05/03/the-gates-stay-shut/')).toEqual(['https://towpath.example/feed/'])
})
