/** Section fronts as publishing systems write them, with what stands around the list. */

export interface Entry {
  readonly path: string
  readonly title: string
  /** ISO 8601, a day. */
  readonly day: string
  readonly summary: string
}

export const ENTRIES: readonly Entry[] = [
  {
    path: '/2024/03/05/weir',
    title: 'Weir above the mill town to be rebuilt for eels',
    day: '2024-03-05',
    summary: 'The county will spend two winters taking down a weir that has stood since the wool trade.',
  },
  {
    path: '/2024/03/04/bakery',
    title: 'Night bakery opens its door to early rowers',
    day: '2024-03-04',
    summary: 'From four in the morning the ovens warm more than bread, and the queue is made of wet shoes.',
  },
  {
    path: '/2024/03/03/bus',
    title: 'Last bus to the headland gets a second driver',
    day: '2024-03-03',
    summary: 'A petition of ninety names was enough, since ninety names are everybody who lives out there.',
  },
  {
    path: '/2024/03/01/map',
    title: 'Map of the drowned village found in a hymn book',
    day: '2024-03-01',
    summary: 'It shows a well, two lanes and a school that the reservoir has covered since 1931.',
  },
]
export const JAPANESE: readonly Entry[] = [
  { path: '/local/20240305-1.html', title: '川の堰を二年かけて改修、ウナギの通り道を設置へ', day: '2024-03-05', summary: '' },
  { path: '/local/20240304-2.html', title: '岬へ向かう最終バスに二人目の運転手が加わる', day: '2024-03-04', summary: '' },
  { path: '/local/20240303-1.html', title: '賛美歌集から湖に沈んだ村の地図が見つかる', day: '2024-03-03', summary: '' },
  { path: '/local/20240301-3.html', title: '夜明け前に開くパン屋、漕ぎ手たちの行列ができる', day: '2024-03-01', summary: '' },
]

const MOST_READ = [
  'Councillor apologises for speech about seagulls',
  'Ten benches ranked by a retired postman',
  'The town that lost its clock twice in a year',
]
const nav =
  '<nav><ul><li><a href="/">Home</a></li><li><a href="/local">Local news and weather today</a></li><li><a href="/opinion">Letters and opinion pages</a></li></ul></nav>'
const ranking = (heading = 'Most read') =>
  `<div class="box"><h2>${heading}</h2><ol>${MOST_READ.map((title, i) => `<li><a href="/old/${i}">${title}</a> <span>1 March 2024</span></li>`).join('')}</ol></div>`
const human = (day: string, language = 'en-GB') =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day))
const footer =
  '<footer><ul><li><a href="/imprint">Imprint and contact details</a></li><li><a href="/privacy">How we handle your data</a></li></ul><p>© 2024</p></footer>'
const shell = (language: string, body: string, head = '') =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Local</title>${head}</head><body>${nav}${body}${footer}</body></html>`

/** JSON-LD with addresses alone; the page says the rest. */
export const itemList = (entries: readonly Entry[]) =>
  shell(
    'en',
    `<main><h1>Local</h1>${entries.map((e) => `<div class="css-1x"><a href="${e.path}"><h3>${e.title}</h3><p>${e.summary}</p></a><time datetime="${e.day}T06:00:00Z">today</time></div>`).join('')}</main>${ranking()}`,
    `<script type="application/ld+json">{"@context":"https://schema.org","@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":[${entries.map((e, i) => `{"@type":"ListItem","position":${i + 1},"url":"https://front.example${e.path}"}`).join(',')}]}}</script>`,
  )

/** A classic blog theme: hentry. */
export const hentry = (entries: readonly Entry[]) =>
  shell(
    'en',
    `<div id="content"><main>${entries.map((e, i) => `<article id="post-${i}" class="post-${i} post type-post hentry"><header class="entry-header"><h2 class="entry-title"><a href="${e.path}" rel="bookmark">${e.title}</a></h2><div class="entry-meta"><time class="entry-date published" datetime="${e.day}T06:00:00+00:00">${human(e.day)}</time> <a href="/category/local" rel="category tag">Local news of the town</a></div></header><div class="entry-summary"><p>${e.summary} <a class="more-link" href="${e.path}">Continue reading</a></p></div></article>`).join('')}<nav class="pagination"><a href="/page/2">Older posts of this section</a></nav></main><aside class="widget-area">${ranking('Popular')}</aside></div>`,
  )

/** Cards of a newspaper, the first one larger, an advertisement among them. */
export const cards = (entries: readonly Entry[]) =>
  shell(
    'en',
    `<section class="grid"><h1>Local</h1>${entries.map((e, i) => `<div class="${i === 0 ? 'lead-story' : 'story-card'}"><a class="pic" href="${e.path}"><img src="/i/${i}.jpg" alt=""></a><div class="kicker"><a href="/local">Local</a></div><h3 class="story-card__title"><a href="${e.path}">${e.title}</a></h3><p>${e.summary}</p><div class="story-card__meta"><span class="date">${human(e.day)}</span></div></div>${i === 1 ? '<div class="story-card"><h3 class="story-card__title"><a href="https://ads.example/buy">The umbrella that never turns inside out</a></h3><p>Sponsored</p></div>' : ''}`).join('')}</section><section class="rail">${ranking()}<div class="related"><h2>Related</h2><h3><a href="/old/8">Where to buy eels on a Friday evening</a></h3></div></section>`,
  )

/** A Japanese list: day and link side by side in a definition list. */
export const definitions = (entries: readonly Entry[]) =>
  `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>地域｜みなと新報</title></head><body><div id="gnav"><ul><li><a href="/">トップページ</a></li><li><a href="/local/">地域のニュース一覧はこちら</a></li></ul></div><div id="main"><h1>地域</h1><dl class="newsList">${entries.map((e) => `<dt>${human(e.day, 'ja')}</dt><dd><a href="${e.path}">${e.title}</a></dd>`).join('')}</dl></div><div id="side"><h2>アクセスランキング</h2><ol><li><a href="/x/1.html">税関の時計はなぜ四分進んでいるのか職員に聞いた</a></li><li><a href="/x/2.html">学校菜園の曲がったニンジンが県の賞を受ける</a></li></ol></div></body></html>`

/** Rows of a table on an old page. */
export const rows = (entries: readonly Entry[]) =>
  `<html><head><title>News archive</title></head><body><table width="700"><tr><td width="120"><a href="index.html">Front page of the site</a><br><a href="about.html">About the harbour museum</a></td><td><h2>News archive</h2><table>${entries.map((e) => `<tr><td><font size="1">${e.day.split('-').reverse().join('.')}</font></td><td><a href="${e.path}">${e.title}</a><br><font size="2">${e.summary}</font></td></tr>`).join('')}</table></td></tr></table></body></html>`

/** A German portal: time as text, headings inside links, most read in the middle. */
export const portal = (entries: readonly Entry[]) =>
  shell(
    'de',
    `<div class="page"><div class="column">${entries.slice(0, 2).map(teaser).join('')}<div class="box"><h3>Meistgelesen</h3><ul>${MOST_READ.map((title, i) => `<li><a href="/alt/${i}"><h4>${title}</h4></a></li>`).join('')}</ul></div>${entries.slice(2).map(teaser).join('')}</div></div>`,
  )
const teaser = (e: Entry) =>
  `<article class="teaser"><a href="${e.path}"><span class="teaser__kicker">Region</span><h2 class="teaser__headline">${e.title}</h2></a><p class="teaser__text">${e.summary} <a href="${e.path}">mehr</a></p><span class="teaser__date">${human(e.day, 'de')}, 06:00 Uhr</span></article>`
