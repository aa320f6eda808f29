import { describe, expect, test } from 'vitest'
import { itemsIn, parsePage } from './read.ts'

const LOCKS = [
  'The lock keeper of the upper canal said on Friday that the gates would stay shut until the flood has passed the weir.',
  'Barges wait in two rows as far as the mill, and their crews have begun to cook for each other on the towpath.',
  'An engineer who has known the gates for thirty years thinks that one of them moves a hand more than it should.',
  'The council wants to hear from her on Tuesday before it decides whether new oak is bought this year or the next.',
]
const text = LOCKS.map((line) => `<p>${line}</p>`).join('')
const html = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Gates stay shut</title>${head}</head><body>${body}</body></html>`
const ARTICLE = '<meta property="og:type" content="article">'
const link = (n: number, words: string) => `<a href="https://canal.example/2024/0${n}/lock">${words}</a>`

/** Paragraphs with a link inside a sentence, dated by their addresses. */
const PROSE_LINKS = [
  `<p>The gates have leaked since ${link(1, 'the ice of last winter')}, and the keeper says that they will leak for a while.</p>`,
  `<p>He blames the mill, where ${link(2, 'the only crane broke down')} in spring and was never mended, as he told us.</p>`,
  `<p>The miller blames the keeper, who ${link(3, 'let the oak dry out')} during the strike to save the price of a boat.</p>`,
  `<p>${link(4, 'A meeting on the towpath')} brought nothing but rain, and neither of them has spoken to the other since.</p>`,
].join('')

const teasers = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `<li><h3><a href="/news/other-story-${n}">Another story of the canal, number ${n}</a></h3></li>`,
  ).join('')
const cards = (count: number) =>
  Array.from(
    { length: count },
    (_, n) =>
      `<div class="card"><h2><a href="/2024/05/story-${n}">A story of the canal and its boats, ${n}</a></h2><p>What happened there in a sentence or two, ${n}.</p></div>`,
  ).join('')

const kindOf = (page: string, url: string): string => {
  const parsed = parsePage(page, url)
  return !parsed.ok ? 'nothing' : parsed.feed.items.length === 1 ? 'article' : 'list'
}

describe('article or list', () => {
  test.each([
    [
      'links inside sentences are no headlines',
      html(`<main><h1>Gates stay shut</h1><p>3 May 2024</p>${PROSE_LINKS}</main>`),
      '/notes/gates',
      'article',
    ],
    [
      'what it says of itself is not outvoted by a sidebar',
      html(`<main><h1>Gates stay shut</h1>${text}</main><div class="more"><ul>${teasers(20)}</ul></div>`, ARTICLE),
      '/news/gates-stay-shut-until-the-flood',
      'article',
    ],
    ['an article without a date at an address of its own', html(`<main><h1>Gates stay shut</h1>${text}</main>`), '/canal/gates', 'article'],
    [
      'a section with an introduction',
      html(`<main><h1>Canal</h1><p>${LOCKS[0]}</p>${cards(8)}</main>`, ARTICLE),
      '/category/canal',
      'list',
    ],
    ['a front that calls itself an article', html(`<main><h1>The Towpath</h1>${cards(8)}</main>`, ARTICLE), '/', 'list'],
    ['a front with prose and nothing else', html(`<main><h1>The Towpath</h1>${text}</main>`), '/', 'nothing'],
    ['one of many that a script shows', html(`<main><h1>Gates stay shut</h1>${text}</main>`), '/index.php?site=news&newsID=111', 'article'],
    ['a section without articles', html(`<main><h1>Events</h1>${text}</main>`), '/events', 'nothing'],
    [
      'an article in which one link stands on a line of its own',
      html(`<article><h1>Gates stay shut</h1><p>3 May 2024</p>${text}<p><b>More:</b></p><ul>${teasers(3)}</ul></article>`),
      '/news/gates-stay-shut-until-the-flood',
      'article',
    ],
  ])('%s', (_, page, path, kind) => {
    expect(kindOf(page, `https://towpath.example${path}`)).toBe(kind)
  })

  test('why is told, of what was read and of what was not', () => {
    expect(parsePage(html(`<main><h1>Gates stay shut</h1>${text}</main>`, ARTICLE), 'https://towpath.example/a/b')).toMatchObject({
      why: expect.stringMatching(/^an article: its metadata say so/),
    })
    expect(parsePage(html(`<main><h1>Events</h1>${text}</main>`), 'https://towpath.example/events')).toMatchObject({
      why: expect.stringContaining('section'),
    })
  })
})

test('where nobody says when, the address may', () => {
  const day = (path: string, body = '') =>
    itemsIn(html(`<main><h1>Gates stay shut</h1>${body}${text}</main>`), `https://towpath.example${path}`).items[0]!.published
  expect(day('/2024/05/03/gates-stay-shut')).toBe(Date.UTC(2024, 4, 3))
  expect(day('/2024/05/03/gates-stay-shut', '<p>1 May 2024</p>')).toBe(Date.UTC(2024, 4, 1))
  expect(day('/2024/05/gates-stay-shut')).toBeUndefined()
  expect(day('/2024/02/31/gates-stay-shut')).toBeUndefined()
})

describe('the curator says what it is', () => {
  const mixed = html(`<main><h1>Canal</h1>${text}${cards(6)}</main>`)
  test.each([
    ['article' as const, 1],
    ['list' as const, 6],
  ])('%s', (as, count) => {
    const parsed = parsePage(mixed, 'https://towpath.example/canal', { insist: true, as })
    expect(parsed.ok && parsed.feed.items.length).toBe(count)
  })

  test('the sentence says what was not found', () => {
    const none = html('<main><h1>Canal</h1></main>')
    for (const [as, words] of [
      ['article', 'No article'],
      ['list', 'No list'],
    ] as const)
      expect(parsePage(none, 'https://towpath.example/canal', { insist: true, as })).toMatchObject({
        ok: false,
        problem: { message: expect.stringContaining(words) },
      })
  })

  test('selectors find the text of an article, and take out what is not of it', () => {
    const page = html(
      `<div class="nav"><div class="a1"><p class="x">${LOCKS[0]}</p><p class="ad">Buy a boat.</p><p>Short.</p></div><span class="when">5 May 2024</span><b class="head">The gates, by hand</b></div>`,
    )
    const select = { content: '.a1', remove: '.ad', title: '.head', date: '.when' }
    const { items } = itemsIn(page, 'https://towpath.example/x', { insist: true, select })
    expect(items).toMatchObject([
      { title: 'The gates, by hand', content: `<p>${LOCKS[0]}</p>\n<p>Short.</p>`, published: Date.UTC(2024, 4, 5) },
    ])
  })

  test('a selector that finds no text is told', () => {
    expect(parsePage(html(text), 'https://towpath.example/x', { select: { content: '.none' } })).toMatchObject({
      problem: { code: 'select-empty' },
    })
  })
})

describe('names of furniture do not swallow the text', () => {
  const inside = (wrap: (body: string) => string) =>
    itemsIn(html(`<article><h1>Gates stay shut</h1>${wrap(text)}</article>`, ARTICLE), 'https://towpath.example/a/b').items[0]!.content ??
    ''
  test.each([
    ['a field whose label is hidden', (body: string) => `<div class="field field--name-text field--label-hidden">${body}</div>`],
    ['fields one after another', () => LOCKS.map((line) => `<div class="field--label-hidden"><p>${line}</p></div>`).join('')],
    ['a layout with a sidebar', (body: string) => `<div class="l-sidebar-fixed"><div class="col">${body}</div></div>`],
    ['sections with room for advertising', () => LOCKS.map((line) => `<section class="Section--Ads"><p>${line}</p></section>`).join('')],
    [
      'an entry that can be shared',
      (body: string) => `<div class="entry share">${body}</div><div class="about"><p>${LOCKS.join(' ')}</p></div>`,
    ],
    ['an aside around everything', (body: string) => `<aside><section>${body}</section></aside>`],
    ['a chapter that the table of contents knows', (body: string) => `<div id="TOC_2" class="chapter">${body}</div>`],
  ])('%s', (_, wrap) => {
    const content = inside(wrap)
    for (const line of LOCKS) expect(content).toContain(line)
  })

  test.each([
    ['teasers', '<div class="teaser"><h3><a href="/x">A boat sinks at the mill</a></h3></div>'],
    [
      'a box about who wrote it',
      '<div class="author-box"><p>Ann Lee has written about canals for as long as anybody here remembers.</p></div>',
    ],
    ['a share bar', '<div class="share"><a href="#a">Tell a friend about it</a> <a href="#b">Tell all of them</a></div>'],
    ['advertising', '<div class="ad"><p>The best varnish for your boat is sold by the barrel at the lower lock, this week only.</p></div>'],
    [
      'what is hidden from the eye',
      '<p class="visually-hidden">This text is read aloud by programs for people who cannot see the boats.</p>',
    ],
  ])('but %s stay out', (_, box) => {
    const content = inside((body) => `${body.replace('</p>', `</p>${box}`)}`)
    expect(content.match(/<p>/g)).toHaveLength(LOCKS.length)
  })
})

describe('a text that is split over siblings', () => {
  const chunk = (lines: readonly string[]) =>
    `<div class="chunk"><div class="article__body">${lines.map((line) => `<p>${line}</p>`).join('')}</div></div>`
  test('is joined, whichever part is the longest', () => {
    const page = html(
      `<article><h1>Gates stay shut</h1><div>${chunk(LOCKS.slice(0, 1))}<div class="ad"></div>${chunk(LOCKS.slice(1))}</div></article>`,
      ARTICLE,
    )
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content!.match(/<p>/g)).toHaveLength(LOCKS.length)
  })
  test('but the body of another article is not joined to it', () => {
    const other = `<h2>A boat sinks</h2>${chunk(['Nobody was hurt when the oldest boat of the canal sank at the mill on Sunday night.'])}`
    const page = html(`<article><h1>Gates stay shut</h1><div>${chunk(LOCKS)}${other}</div></article>`, ARTICLE)
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content).not.toContain('oldest boat')
  })
})

describe('lines that stand around', () => {
  test.each([
    'Read more: The mill that turns backwards',
    'Lea también: El molino que gira al revés',
    'Auch interessant: Die Mühle, die rückwärts läuft',
    'Czytaj także: Młyn, który obraca się wstecz',
    'Sign up for our newsletter and never miss a boat again.',
    'Jetzt unseren Newsletter abonnieren und kein Boot verpassen.',
    'Suscríbete a nuestro boletín y no te pierdas ningún barco.',
    'Photo: Ann Lee / Canal Pictures',
    'Foto: Ann Lee',
    'No comments',
    'The opinions expressed in this article are those of the author.',
  ])('%s', (line) => {
    const page = html(
      `<article><h1>Gates stay shut</h1><p>${LOCKS[0]}</p><p>${line}</p>${text.slice(text.indexOf('</p>') + 4)}</article>`,
      ARTICLE,
    )
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content).not.toContain(line.slice(0, 20))
  })
  test.each([
    'Support us, the miller said, and we will mend the crane before the summer is over.',
    'Read slowly, the contract says that the oak is the town’s.',
    'The newsletter of the canal society has 400 subscribers.',
  ])('but a sentence of the article stays: %s', (line) => {
    const page = html(
      `<article><h1>Gates stay shut</h1><p>${LOCKS[0]}</p><p>${line}</p>${text.slice(text.indexOf('</p>') + 4)}</article>`,
      ARTICLE,
    )
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content).toContain(line.slice(0, 15))
  })
  test('the lead between headline and text is text', () => {
    const lead = 'The flood has reached the mill, and the gates of the upper canal stay shut for the week.'
    const page = html(
      `<article><header><h1>Gates stay shut</h1><p class="intro">${lead}</p></header><div class="entry-content">${text}</div></article>`,
      ARTICLE,
    )
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content).toMatch(new RegExp(`^<p>${lead}</p>`))
  })
  test('short lines of a named body are text, as in a dialogue', () => {
    const dialogue = ['– Is it shut?', '– Shut.', '– Until when?', '– Until it opens, the keeper said, and went in.'].map(
      (line) => `<p>${line}</p>`,
    )
    const page = html(`<article><h1>Gates stay shut</h1><div class="entry-content">${text}${dialogue.join('')}</div></article>`, ARTICLE)
    expect(itemsIn(page, 'https://towpath.example/a/b').items[0]!.content).toContain('Until when?')
  })
})

test.each([
  ['a fragment', `<meta charset="utf-8"><title>Gates stay shut</title>${ARTICLE}<h1>Gates stay shut</h1>${text}`, {}],
  ['a fragment that says what it is', `Gates <h1>Gates stay shut</h1><p>3 May 2024</p>${text}`, { 'content-type': 'text/html' }],
])('HTML without html: %s', (_, page, headers) => {
  expect(parsePage(page, 'https://towpath.example/a/b', {}, headers)).toMatchObject({ ok: true, feed: { format: 'page' } })
})
