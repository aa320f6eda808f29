import { describe, expect, test } from 'vitest'
import { articleIn, lines } from './read.ts'

const LOCKS = [
  'The lock keeper of the upper canal said on Friday that the gates would stay shut until the flood has passed the weir.',
  'Barges wait in two rows as far as the mill, and their crews have begun to cook for each other on the towpath.',
  'An engineer who has known the gates for thirty years thinks that one of them moves a hand more than it should.',
  'The council wants to hear from her on Tuesday before it decides whether new oak is bought this year or the next.',
]
const DECK = 'Boats as far as the mill have to wait for the council, which meets on Tuesday and has no money for new oak'
const P = LOCKS.map((line) => `<p>${line}</p>`)
const text = P.join('')
const OTHER =
  'The bakers of the old town bake at night again, since the price of flour has fallen for the first time in a year, as they say.'
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Gates stay shut</title>${head}<meta property="og:type" content="article"></head><body><main><h1>Gates stay shut</h1>${body}</main></body></html>`
const told = (html: string) => lines(articleIn(html, 'https://towpath.example/canal/gates-stay-shut-until-the-flood').item.content ?? '')

describe('what stands around the text of an article', () => {
  test.each([
    ['a label without a heading, and what it announces', `${text}<div>About the author</div><p>${OTHER}</p>`],
    ['the same in another language', `${text}<div><b>Über die Autorin</b></div><p>${OTHER}</p>`],
    ['a heading over comments, and what stands below them', `${text}<h3>12 comments</h3><p>${OTHER}</p><p>${OTHER}</p>`],
    ['a sub-heading of a foreign part', `${text}<h3>Keep reading</h3><h4>Bread from the old town</h4><p>Bake it at home.</p>`],
    [
      'the summary in the card of a teaser',
      `${P.slice(0, 3).join('')}<div class="c7"><div><h2><a href="/b">Bread from the old town</a></h2><p>${OTHER}</p></div></div>${P[3]}`,
    ],
    ['a card that is one link', `${text}<div><a href="/b"><div><p>${OTHER}</p></div><div><p>12 May</p></div></a></div>`],
    ['where advertising stands, and no paragraph behind it', `${P[0]}<div>Advertisement</div>${P.slice(1).join('')}`],
    ['the preview of another post', `${text}<div class="wp-embed-title">Bread from the old town, which was never so cheap as now</div>`],
    ['a box that its class says to be of reading on', `${P[0]}<div class="lee-tambien-caja"><p>${OTHER}</p></div>${P.slice(1).join('')}`],
    [
      'by what the page earns',
      `${text}<p>If you buy through a link on this page, we may earn a small affiliate commission from the shop.</p>`,
    ],
    ['a label that ends with dots', `${P[0]}<div>Lee también...</div>${P.slice(1).join('')}`],
  ])('%s', (_, body) => {
    expect(told(page(body))).toEqual(LOCKS)
  })

  test.each([
    [
      'a paragraph under a heading that is a link',
      `<section><h2><a href="/gates">The gates</a></h2><p>${LOCKS[0]}</p><h2><a href="/barges">The barges</a></h2>${P.slice(1).join('')}</section>`,
      LOCKS,
    ],
    ['a deck that is a heading', `<h2>${DECK}</h2><div class="c3">1,204</div><div>${text}</div>`, [DECK, ...LOCKS]],
    ['a deck at the beginning of the text', `<article><h3>${DECK}</h3>${text}</article>`, [DECK, ...LOCKS]],
    [
      'a lead with a link',
      `<p class="x">${DECK.replace('the mill', '<a href="/mill">the mill</a>')}</p><div>Share</div><div>${text}</div>`,
      [DECK, ...LOCKS],
    ],
    [
      'a sentence below a picture',
      `${P[0]}<p><img src="/a.jpg"></p><p>It leaks there.</p>${P.slice(1).join('')}`,
      [LOCKS[0], 'It leaks there.', ...LOCKS.slice(1)],
    ],
    [
      'a text whose headline leads to itself',
      `<h2><a href="/canal/gates-stay-shut-until-the-flood">Gates stay shut</a></h2>${text}`,
      LOCKS,
    ],
    [
      'a short line that ends as a label does',
      `${P[0]}<p>What the barges carry:</p>${P.slice(1).join('')}`,
      [LOCKS[0], 'What the barges carry:', ...LOCKS.slice(1)],
    ],
    ['most of a text, whatever its heading says', `${P[0]}<h2>About the author</h2>${P.slice(1).join('')}`, LOCKS],
  ])('but not %s', (_, body, expected) => {
    expect(told(page(body))).toEqual(expected)
  })

  test.each([
    ['', '<img src="/a.jpg" alt="Gates. Bo Ek/CP" />'],
    [' alt="The gates"', '<img src="/a.jpg" alt="The gates – Gates. Bo Ek/CP" />'],
    [' alt="Gates. Bo Ek/CP"', '<img src="/a.jpg" alt="Gates. Bo Ek/CP" />'],
    [' alt="Gates"', '<img src="/a.jpg" alt="Gates. Bo Ek/CP" />'],
    [' alt="1 > 0"', '<img src="/a.jpg" alt="1 &gt; 0 – Gates. Bo Ek/CP" />'],
  ])('a caption goes into what stands for its picture (%s)', (alt, expected) => {
    const figure = `<figure><img src="/a.jpg"${alt}><figcaption>Gates. <i>Bo Ek/CP</i></figcaption></figure>`
    const { content = '' } = articleIn(page(P[0] + figure + P.slice(1).join('')), 'https://towpath.example/canal/gates-stay-shut').item
    expect(content.replace('https://towpath.example', '').replaceAll(/ loading="\w+"/g, '')).toContain(expected)
    expect(lines(content)).toEqual(LOCKS)
  })

  test('a caption without a picture stays', () => {
    const figure = `<figure><pre>a = 1</pre><figcaption>How it is counted</figcaption></figure>`
    expect(told(page(P[0] + figure + P.slice(1).join('')))).toContain('How it is counted')
  })

  test('soft hyphens break no word', () => {
    expect(told(page(text.replaceAll('keeper', 'kee&shy;per').replaceAll('gates', 'ga\u00ADtes')))).toEqual(LOCKS)
  })

  test('a head that is never closed ends where a body begins', () => {
    const open = page(text).replace('</head><body>', '<div class="page">').replace('</body>', '</div>')
    expect(told(open)).toEqual(LOCKS)
  })
})
