import { describe, expect, test } from 'vitest'
import { firstAuthors } from '../../src/page/authors.ts'
import { itemsIn } from './read.ts'

const LINE = 'The lock keeper of the upper canal said on Friday that the gates would stay shut until the flood has passed.'
const page = (head: string, byline = '', end = '') =>
  `<!doctype html><html lang="en"><head><title>Gates stay shut</title><meta property="og:type" content="article"><meta property="og:site_name" content="The Towpath">${head}</head><body><article><h1>Gates stay shut</h1>${byline}<time datetime="2024-05-03">3 May</time>${`<p>${LINE}</p>`.repeat(4)}</article>${end}</body></html>`
const ld = (publisher: object, author: object = publisher) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Gates stay shut', publisher, author })}</script>`
const person = (name: string) => ({ '@type': ['Person', 'Organization'], name })
const blog = (name: string, byline: string, head = '') => page(head, byline).replaceAll('The Towpath', name)
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
    ['what one is goes', page(meta('By Ann Lee, Senior Political Correspondent')), ['Ann Lee']],
    ['whom one works for goes', page(meta('Ann Lee | Canal News')), ['Ann Lee']],
    ['where one is goes', page(meta('Ann Lee in Utrecht')), ['Ann Lee']],
    ['an agency beside one goes', page(meta('Ann Lee/dpa')), ['Ann Lee']],
    ['an account goes', page(meta('Ann Lee @annlee')), ['Ann Lee']],
    ['an address goes', page(meta('Ann Lee ann@towpath.example')), ['Ann Lee']],
    ['the site before a name goes', page(meta('The Towpath - Ann Lee')), ['Ann Lee']],
    ['what the publisher calls one goes', page(meta('Towpath-Redakteurin Ann Lee')), ['Ann Lee']],
    ['letters of other scripts', page(meta('Анна Ли')), ['Анна Ли']],
    ['signs of Chinese', page(meta('李安')), ['李安']],
    [
      'what is said where links are shared',
      page('<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ann Lee">'),
      ['Ann Lee'],
    ],
    ['a list in a byline', page('', '<p>By Ann Lee, Bo Ek and Cy Orr</p>'), ['Ann Lee', 'Bo Ek', 'Cy Orr']],
    ['a byline that breaks off at a place', page('', '<p>By Ann Lee, Den Haag</p>'), ['Ann Lee']],
    [
      'a list in an element of theirs',
      page('', '<div class="c-intro__author"><span>von</span> Ann Lee, Bo Ek</div>'),
      ['Ann Lee', 'Bo Ek'],
    ],
    ['a byline in two lines', page('', '<p>By</p><p>Ann Lee</p>'), ['Ann Lee']],
    ['a name beside the day', page('', '<p>03.05.2024 | 13:10 | Ann Lee</p>'), ['Ann Lee']],
    ['a link to the page of an author', page('', '<div><a href="/autor/ann-lee">Ann Lee</a></div>'), ['Ann Lee']],
    ['no link to whom the text speaks of', page('', '', '').replace(LINE, `<a href="/autor/bo-ek">Bo Ek</a> says: ${LINE}`), []],
    ['the one author of the page, wherever', page('', '', '<div><a rel="author" href="/x">Ann Lee</a></div>'), ['Ann Lee']],
    ['not one of several', page('', '', '<a rel="author" href="/x">Ann Lee</a><a rel="author" href="/y">Bo Ek</a>'), []],
    ['a person who publishes a site of their own', page(ld(person('Ann Lee'))), ['Ann Lee']],
    ['the same where the site is called so', blog('Ann Lee', '', ld(person('Ann Lee'))), ['Ann Lee']],
    ['a blogger who signs at a site of their name', blog('Ann Lee', '<a rel="author" href="/">Ann Lee</a>'), ['Ann Lee']],
    ['never a site that is said to be a person', page(ld(person('The Towpath'))), []],
    ['nor a paper that is', blog('Towpath Gazette', '', ld(person('Towpath Gazette'))), []],
    ['nor a site in its byline', blog('Towpath Herald', '<p>By Towpath Herald</p>'), []],
    [
      'one word that the address of a page of theirs agrees with',
      page('', '<p>On <a href="/author/fenja/">Fenja</a>’s desk</p>'),
      ['Fenja'],
    ],
    ['a label that is one', page('', '<p><a href="/author/fenja/">Profile</a></p>'), []],
    ['a handle behind a label', page('', '<p>3 May 2024 // Author: heron7 // 4 minutes</p>'), ['heron7']],
    ['a given name behind one', page('', '<p>Erstellt von Fenja am Freitag, 3. Mai 2024</p>'), ['Fenja']],
    ['no word of a sentence behind `by`', page('', '<p>By Friday</p>'), []],
    ['an account of a publishing system', page('', '<p>Von <a class="username" href="/u/7">fenja.orr</a></p>'), ['fenja.orr']],
    ['who is in brackets what', page('', '<p>03.05.2024 - Redaktion: Ann Lee (Sprecherin)</p>'), ['Ann Lee']],
    [
      'a name with a role below it',
      page('', '', '<a rel="author" href="/x"><h2 class="author__name">Ann Lee</h2><p>Reporter</p></a>'),
      ['Ann Lee'],
    ],
    ['a handle that is said to be the one author, wherever', page('', '', '<a rel="author" href="/x">heron7</a>'), ['heron7']],
    ['who signs the end', page('').replace('</article>', '<p><b>Autorin: Ann Lee, Leiterin der Schleuse.</b></p></article>'), ['Ann Lee']],
    ['a name alone above the day', page('', '<p>Ann Lee</p><p>3 May 2024</p>'), ['Ann Lee']],
    ['nor who made the site', page(meta('Webwerk GmbH www.webwerk.example')), []],
    ['a name that stands twice', page('', '<a rel="author" href="/x">Ann Lee<span class="heard">Ann Lee</span></a>'), ['Ann Lee']],
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
