import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOfPath, hostOfPlain, siteOfPlain } from '../../src/address/absolute.ts'
import { absoluteUrl, canonicalUrl, simplify } from '../../src/address/canonical.ts'
import { webAddress } from '../../src/address/published.ts'

describe('absoluteUrl', () => {
  test.each([
    ['relative to a file', 'b.html', 'https://example.org/a/x.xml', 'https://example.org/a/b.html'],
    ['relative to the root', '/b', 'https://example.org/a/x.xml', 'https://example.org/b'],
    ['without a scheme', '//example.com/b', 'https://example.org/', 'https://example.com/b'],
    ['white space around and inside', ' https://example.org/a\n b ', undefined, 'https://example.org/a%20b'],
    ['the spelling of a host is the publisher’s', 'http://Example.ORG', undefined, 'http://Example.ORG'],
    ['letters beyond ASCII', 'https://example.org/日', undefined, 'https://example.org/%E6%97%A5'],
    ['a percent sign that stands for itself', 'https://example.org/100%-sure?p=5%', undefined, 'https://example.org/100%25-sure?p=5%25'],
    ['percent signs that do not', 'https://example.org/a%20b%C3%A9', undefined, 'https://example.org/a%20b%C3%A9'],
    ['credentials go', 'https://me:secret@example.org/a', undefined, 'https://example.org/a'],
    ['numeric hosts are spelled out', 'http://0x7f.1/', undefined, 'http://127.0.0.1/'],
    ['a script', 'javascript:alert(1)', 'https://example.org/', undefined],
    ['a script with a tab inside', 'java\tscript:alert(1)', 'https://example.org/', undefined],
    ['data', 'data:text/plain,x', 'https://example.org/', undefined],
    ['mail', 'mailto:me@example.org', 'https://example.org/', undefined],
    ['a file', 'file:///etc/passwd', undefined, undefined],
    ['nothing', '  ', 'https://example.org/', undefined],
    ['relative to nothing', '/a', undefined, undefined],
    ['relative to nonsense', '/a', 'nonsense', undefined],
    ['a quote in the host', 'https://example.org"x/', undefined, undefined],
    ['ten thousand characters', `https://example.org/${'a'.repeat(10_000)}`, undefined, undefined],
  ])('%s', (_, value, base, expected) => {
    expect(absoluteUrl(value, base)).toBe(expected)
  })
})

/** One article; every address of it is this one. */
const ARTICLE = 'https://example.org/news/2011/japan-talks'

describe('canonicalUrl: one article', () => {
  test.each([
    'http://example.org/news/2011/japan-talks',
    'https://www.example.org/news/2011/japan-talks/',
    'https://EXAMPLE.org:443/news/2011/japan-talks',
    'http://www.example.org:80/news//2011/japan-talks/index.html',
    'https://m.example.org/news/2011/japan-talks',
    'https://mobile.example.org/news/2011/japan-talks?m=1',
    'https://amp.example.org/news/2011/japan-talks',
    'https://www.m.example.org/news/2011/japan-talks',
    'https://example.org/amp/news/2011/japan-talks',
    'https://example.org/news/2011/japan-talks/amp/',
    'https://example.org/news/2011/japan-talks.amp',
    'https://example.org/news/2011/japan-talks?amp',
    'https://example.org/news/2011/japan-talks?amp=1&outputType=amp',
    'https://example.org/news/2011/japan-talks?utm_source=rss&utm_medium=feed#comments',
    'https://example.org/news/2011/japan-talks?fbclid=Iw&gclid=1&mc_cid=2&mc_eid=3&igshid=4',
    'https://example.org/news/2011/japan-talks?ref=rss',
    'https://example.org/news/2011/japan-talks?source=rss&partner=rss&emc=rss',
    'https://example.org/news/2011/japan-talks?CMP=twt_desk',
    'https://example.org/news/2011/japan-talks#xtor=RSS-3208',
    'https://example.org/news/2011/japan-talks#Echobox=1600000000',
    'https://example.org/news/2011/japan-talks#:~:text=in%20an%20interview',
    'https://example.org/news/2011/%6aapan%2Dtalks',
    'https://example.org/news/2011/japan-talks;jsessionid=0A1B',
    'https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fnews%2F2011%2Fjapan-talks&usg=AOv',
    'https://news.google.com/news/url?url=http://example.org/news/2011/japan-talks',
    'https://www.google.com/amp/s/www.example.org/news/2011/japan-talks',
    'https://example-org.cdn.ampproject.org/c/s/example.org/news/2011/japan-talks',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fnews%2F2011%2Fjapan-talks%3Futm_source%3Dx&h=AT0',
    'https://out.reddit.com/t3_x?url=https%3A%2F%2Fexample.org%2Fnews%2F2011%2Fjapan-talks',
    'https://portal.example/redirect?to=https%3A%2F%2Fexample.org%2Fnews%2F2011%2Fjapan-talks',
    'https://portal.example/rd/*https://example.org/news/2011/japan-talks',
    'https://web.archive.org/web/20110113000000/http://www.example.org/news/2011/japan-talks',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.org%252Fnews%252F2011%252Fjapan-talks',
  ])('%s', (url) => {
    expect(canonicalUrl(url)).toBe(ARTICLE)
  })

  test('the order of parameters says nothing', () => {
    expect(canonicalUrl('https://example.org/v?b=2&a=1&utm_id=9')).toBe(canonicalUrl('http://www.example.org/v?a=1&b=2'))
  })
})

describe('canonicalUrl: different articles', () => {
  test.each([
    ['pages by id', 'https://example.org/view.php?id=1', 'https://example.org/view.php?id=2'],
    ['pages by any other parameter', 'https://example.org/?p=12', 'https://example.org/?p=13'],
    ['entries of a live blog', 'https://example.org/live/9#post-45', 'https://example.org/live/9#post-46'],
    ['entries of a live blog by hash', 'https://example.org/live/9#block-65fa0c', 'https://example.org/live/9'],
    ['hash routes', 'https://example.org/#!/a/one', 'https://example.org/#!/a/two'],
    ['directories and files', 'https://example.org/a/b', 'https://example.org/a/c'],
    ['case of a path', 'https://example.org/x/aBc', 'https://example.org/x/abc'],
    ['hosts', 'https://a.example.org/x', 'https://b.example.org/x'],
    ['ports', 'https://example.org:8443/x', 'https://example.org/x'],
    ['a source that is a section', 'https://example.org/x?source=12', 'https://example.org/x?source=13'],
    ['a page that shares another', 'https://example.com/share?text=https://example.org/a', 'https://example.org/a'],
    ['a log-in that leads back', 'https://example.com/login?redirect=https://example.org/a', 'https://example.org/a'],
    ['an encoded slash', 'https://example.org/a%2Fb', 'https://example.org/a/b'],
    ['a word that begins with amp', 'https://example.org/amplifiers', 'https://example.org/lifiers'],
    ['a short name', 'https://m.co.uk/x', 'https://co.uk/x'],
  ])('%s', (_, one, other) => {
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other))
  })
})

test('a canonical URL is its own', () => {
  const part = fc.constantFrom('a', 'amp', 'lamp', 'index.html', 'url', '%7E', '%2f', '', '.amp', 'b;jsessionid=1', 'http:', '日')
  const pair = fc.constantFrom('utm_x=1', 'id=2', 'amp', 'ref=rss', 'url=https://example.com/z', '=', 'a=%zz')
  const urls = fc
    .tuple(
      fc.constantFrom('www.', 'm.', 'amp.', ''),
      fc.array(part, { maxLength: 5 }),
      fc.array(pair, { maxLength: 4 }),
      fc.constantFrom('', '#a', '#a1', '#!/x', '#utm_a=1'),
    )
    .map(([sub, path, query, hash]) => `https://${sub}example.org/${path.join('/')}${query.length > 0 ? '?' : ''}${query.join('&')}${hash}`)
  fc.assert(
    fc.property(fc.oneof(urls, fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()), (url) => {
      const once = canonicalUrl(url)
      expect(once).toBe(simplify(url))
      expect(canonicalUrl(once)).toBe(once)
    }),
    { numRuns: 2000 },
  )
})

test('what need not be parsed is what URL makes of it', () => {
  const piece = fc.constantFrom(
    '/',
    '.',
    '..',
    'a',
    'B',
    '%20',
    '?',
    '=',
    '&',
    '#',
    ':',
    '@',
    '\\',
    ' ',
    '\t',
    '|',
    '日',
    'c1',
    '//',
    '~',
    "'",
  )
  const path = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`)
  const site = fc.constantFrom(
    'https://example.org',
    'http://www.example.co.uk',
    'https://Example.org',
    'https://me:x@example.org',
    'https://example.org:80',
    'https://xn--a.com',
  )
  fc.assert(
    fc.property(site, path, path, (origin, below, reference) => {
      const address = `${origin}${below}`
      const base = siteOfPlain(address)
      const resolved = base && addressOfPath(reference, base)
      if (hostOfPlain(address) !== undefined) expect([base?.origin, new URL(address).href]).toEqual([new URL(address).origin, address])
      if (resolved !== undefined) expect(resolved).toBe(new URL(reference, address).href)
      const shown = webAddress(address)
      if (hostOfPlain(address) !== undefined) {
        const { origin: own, pathname, search, hash } = new URL(address)
        expect(shown).toBe(`${own}${pathname}${search}${hash}`)
      }
    }),
    { numRuns: 3000 },
  )
})

test('an empty query goes, also before a fragment', () => {
  expect(['?', '#', '?#', '?#part', '#part'].map((end) => webAddress(`https://example.org/a${end}`))).toEqual([
    'https://example.org/a',
    'https://example.org/a',
    'https://example.org/a',
    'https://example.org/a#part',
    'https://example.org/a#part',
  ])
})

test('most addresses need not be parsed', () => {
  const site = siteOfPlain('https://example.org/news/1')!
  expect(site).toEqual({ origin: 'https://example.org', host: 'example.org' })
  expect(addressOfPath('/img/a.jpg?w=640', site)).toBe('https://example.org/img/a.jpg?w=640')
  for (const other of ['img/a.jpg', '//example.com/a.jpg', '/a/../b', '/a b']) expect(addressOfPath(other, site)).toBeUndefined()
})
