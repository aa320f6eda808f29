import { describe, expect, test } from 'vitest'
import { firstAuthors } from '../../src/page/authors.ts'
import { itemsIn } from './read.ts'

const LINE = 'The lock keeper of the upper canal said on Friday that the gates would stay shut until the flood has passed.'
const page = (head: string, byline = '', end = '') =>
  `<!doctype html><html lang="en"><head><title>Gates stay shut</title><meta property="og:type" content="article"><meta property="og:site_name" content="The Towpath">${head}</head><body><article><h1>Gates stay shut</h1>${byline}<time datetime="2024-05-03">3 May</time>${`<p>${LINE}</p>`.repeat(4)}</article>${end}</body></html>`
const meta = (name: string) => `<meta name="author" content="${name}">`
const authors = (html: string) => itemsIn(html, 'https://www.towpath.example/2024/05/gates').items[0]!.authors

describe('who wrote an article', () => {
  test.each([
    ['a person in the metadata', page(meta('Ann Lee')), ['Ann Lee']],
    ['several in one string', page(meta('Ann Lee and Bo van Ek')), ['Ann Lee', 'Bo van Ek']],
    ['several, parted by commas', page(meta('Ann Lee, Bo Ek, Cy Orr')), ['Ann Lee', 'Bo Ek', 'Cy Orr']],
    ['a family name before a given one is one person', page(meta('Lee, Ann')), ['Lee, Ann']],
    ['an agency', page(meta('Canal Press Agency')), ['Canal Press Agency']],
    ['a byline beats an organisation in the metadata', page(meta('Canal Media'), '<p class="byline">By Ann Lee</p>'), ['Ann Lee']],
    ['a handle that the page says is the author', page('', '<a rel="author" href="/u/7">heron7</a>'), ['heron7']],
    ['never the site', page(meta('The Towpath')), []],
    ['nor its host', page(meta('towpath.example')), []],
    ['nor an address of mail', page(meta('ann@towpath.example')), []],
    ['nor one that is hidden from machines', page(meta('ann[at]towpath.example')), []],
    ['nor a number', page(meta('1234')), []],
    ['nor a credit', page(meta('Photo: Ann Lee')), []],
    ['nor nobody', page(meta('No Author')), []],
    ['nor a reader below the text', page('', '', '<div class="answers"><span class="author">Cy Orr</span><p>Good riddance.</p></div>'), []],
  ])('%s', (_, html, names) => {
    expect(authors(html)).toEqual(names)
  })

  test('the first kind of evidence that names a person', () => {
    const [desk, ann] = [[{ name: 'News Desk' }], [{ name: 'Ann Lee' }]]
    expect(firstAuthors([desk, undefined, ann], [])).toEqual(ann)
    expect(firstAuthors([desk, []], [])).toEqual(desk)
    expect(firstAuthors([desk], ['news desk'])).toEqual([])
  })
})
