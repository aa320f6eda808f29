import { describe, expect, test } from 'vitest'
import * as sites from './front-sites.ts'
import { itemsIn, parsePage } from './read.ts'

export const FRONTS: readonly (readonly [
  name: string,
  page: (entries: readonly sites.Entry[]) => string,
  entries: readonly sites.Entry[],
])[] = [
  ['a list in JSON-LD', sites.itemList, sites.ENTRIES],
  ['hentry', sites.hentry, sites.ENTRIES],
  ['cards', sites.cards, sites.ENTRIES],
  ['a definition list', sites.definitions, sites.JAPANESE],
  ['rows of a table', sites.rows, sites.ENTRIES],
  ['a portal', sites.portal, sites.ENTRIES],
]

describe.each(FRONTS)('a section front of %s', (_, page, entries) => {
  test('gives its articles, and nothing of what stands around them', () => {
    const { items } = itemsIn(page(entries), 'https://front.example/local')
    expect(items.map(({ title, url, published }) => [title, url, published && new Date(published).toISOString().slice(0, 10)])).toEqual(
      entries.map(({ title, path, day }) => [title, `https://front.example${path}`, day]),
    )
    for (const [i, { summary }] of entries.entries()) if (summary) expect(items[i]!.text).toContain(summary)
  })
})

test('selectors find what nothing else does', () => {
  const html = `<html><body>${[1, 2, 3].map((n) => `<div class=r><b>No ${n}</b><i>2024-01-0${n}</i><u>What is told of ${n}</u><a href="/n/${n}">x</a></div>`).join('')}</body></html>`
  const { items } = itemsIn(html, 'https://front.example/', {
    insist: true,
    select: { item: 'div.r:not(:first-child)', title: 'b', link: 'a[href]', date: 'i', summary: 'u' },
  })
  expect(items.map(({ title, url, text }) => [title, url, text])).toEqual([
    ['No 2', 'https://front.example/n/2', 'What is told of 2'],
    ['No 3', 'https://front.example/n/3', 'What is told of 3'],
  ])
  expect(parsePage(html, 'https://front.example/', { select: { item: '.none' } })).toMatchObject({
    ok: false,
    problem: { code: 'select-empty' },
  })
})

const cardsBelow = (headline: (n: number) => string) =>
  `<html><body><main>${Array.from({ length: 8 }, (_, n) => `<div class="card"><a href="/2024/05/story-${n}">${headline(n)}<p>What happened there is told in a sentence or two of it, ${n}.</p></a></div>`).join('')}</main></body></html>`
const titleOf = (n: number) => `A story of the canal and its boats, ${n}`

test('a kicker in a heading of its own is not the headline', () => {
  const { items } = itemsIn(
    cardsBelow((n) => `<h4>Notes from the lock</h4><h3>${titleOf(n)}</h3>`),
    'https://front.example/local',
  )
  expect(items.map(({ title }) => title)).toEqual(Array.from({ length: 8 }, (_, n) => titleOf(n)))
})

test('a stated list that leaves out much of what the page shows is gone on with', () => {
  const listOf = (count: number) =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'ItemList', itemListElement: Array.from({ length: count }, (_, n) => ({ url: `https://front.example/2024/05/story-${n}` })) })}</script>`
  const page = cardsBelow((n) => `<h3>${titleOf(n)}</h3>`)
  const count = (stated: number) => itemsIn(page.replace('<main>', `${listOf(stated)}<main>`), 'https://front.example/local').items.length
  expect([count(5), count(7)]).toEqual([8, 7])
})

const recent = `<div><h2>Recent Posts</h2><ul>${sites.ENTRIES.map(({ path, title, day }) => `<li><a href="${path}">${title}</a> <span>${day}</span></li>`).join('')}</ul></div>`

describe('what is no article and no list is said to be none', () => {
  test.each([
    [
      'an error of a server',
      '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>',
    ],
    [
      'a missing page with recent posts',
      `<html><head><title>Page not found - The Ledger</title></head><body><h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search?</p>${recent}</body></html>`,
    ],
    [
      'a test for browsers',
      '<html><head><title>Just a moment...</title></head><body><div><h1>example.org</h1><p>Verify you are human by completing the action below. This may take a few seconds while the site checks the security of your connection.</p></div></body></html>',
    ],
    [
      'a login',
      '<html><head><title>Sign in</title></head><body><form><p>Please sign in with the address that you used when you subscribed to our paper, or create an account to go on reading it.</p><input></form></body></html>',
    ],
    [
      'maintenance',
      '<html><head><title>Wartungsarbeiten</title></head><body><h1>Wartungsarbeiten</h1><p>Unsere Seite wird am 3. März 2024 gewartet. Wir sind in wenigen Stunden wieder für Sie da und bitten um Ihr Verständnis, dass in dieser Zeit keine Nachrichten abgerufen werden können. Vielen Dank für Ihre Geduld!</p></body></html>',
    ],
    [
      'a shell for scripts',
      '<!doctype html><html><head><title>News</title><script src=/app.js></script></head><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>',
    ],
    [
      'an imprint',
      '<html><head><title>About us</title></head><body><h1>About us</h1><p>We are a small paper with four readers and three writers, and we would like to keep it that way for as long as the press holds together and the postman is willing.</p></body></html>',
    ],
    ['nothing', '<html></html>'],
  ])('%s', (_, html) => {
    expect(parsePage(html, 'https://front.example/a')).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/^(?:not-a-feed|page-wall)$/) },
    })
  })

  test('its feeds are named all the same', () => {
    const html = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><p>Hi.</p></body></html>'
    expect(parsePage(html, 'https://front.example/a')).toMatchObject({ ok: false, alternates: [{ href: 'https://front.example/rss' }] })
  })
})

test.each([
  ['noindex', '<meta name="robots" content="noindex, follow">', {}],
  ['noarchive', '<meta name="robots" content="max-snippet:-1,noarchive">', {}],
  ['a header', '', { 'x-robots-tag': 'noarchive' }],
])('%s is told beside the text, which is read for recognising', (by, meta, headers) => {
  const html = `<html><head>${meta}<meta property="og:type" content="article"><meta property="og:description" content="In short."></head><body><h1>A headline of some length</h1><time datetime="2024-01-01">x</time>${'<p>A paragraph that says something at some length, and then a little more of it.</p>'.repeat(4)}</body></html>`
  const parsed = parsePage(html, 'https://front.example/a', {}, headers)
  expect(parsed).toMatchObject({
    ok: true,
    feed: { items: [{ title: { value: 'A headline of some length' }, summary: { value: 'In short.' } }] },
  })
  expect(parsed.ok && parsed.feed.items[0]).toMatchObject({ withheld: by.replace('a header', 'noarchive'), content: expect.anything() })
})
