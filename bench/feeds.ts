/** Feeds as news sites and blogs send them, of about a given size; the same bytes at every run. */

const WORDS =
  'harbour council vote budget river bridge engine market winter signal border school report minister energy water forest train'.split(' ')
const BLOCKS = ['p', 'p', 'p', 'p', 'blockquote', 'h3'] as const

/** A generator of pseudo-random integers below a bound (a linear congruence, so that every run sees the same feed). */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}

const sentence = (roll: (below: number) => number): string =>
  `${Array.from({ length: 8 + roll(14) }, () => WORDS[roll(WORDS.length)]).join(' ')}${roll(5) === 0 ? ' & “more”' : ''}.`

function article(roll: (below: number) => number): string {
  const blocks = Array.from({ length: 3 + roll(8) }, (_, i) => {
    const tag = BLOCKS[roll(BLOCKS.length)]
    const link = roll(3) === 0 ? ` <a href="https://example.org/tag/${roll(100)}?a=1&amp;b=2">${WORDS[roll(WORDS.length)]}</a>` : ''
    const picture = i === 1 ? `<img src="/images/${roll(1000)}.jpg" alt="" width="640" height="360" />` : ''
    return `<${tag}>${sentence(roll)} ${sentence(roll)}${link}</${tag}>${picture}`
  })
  return blocks.join('\n')
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function fill(size: number, item: (roll: (below: number) => number, number: number) => string): string {
  const roll = dice(size)
  const items: string[] = []
  for (let length = 0; length < size; length += items.at(-1)?.length ?? 0) items.push(item(roll, items.length))
  return items.join('\n')
}

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1) - number * 3_600_000)

export const rssDocument = (size: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Example Wire</title><link>https://example.org/</link><description>News of the harbour</description>
<atom:link href="https://example.org/feed" rel="self" type="application/rss+xml" /><language>en-GB</language>
${fill(size, (roll, n) => {
  const html = article(roll)
  const body = n % 2 ? `<![CDATA[${html}]]>` : escapeXml(html)
  return `<item><title>${escapeXml(sentence(roll))}</title><link>https://example.org/${n}</link><guid isPermaLink="false">tag:example.org,2026:${n}</guid>
<pubDate>${day(n).toUTCString()}</pubDate><dc:creator>A. Writer</dc:creator><category>Harbour</category><category><![CDATA[Budget & tax]]></category>
<description>${escapeXml(`<p>${sentence(roll)}</p>`)}</description><content:encoded>${body}</content:encoded>
<enclosure url="https://example.org/${n}.mp3" type="audio/mpeg" length="1000" /><media:thumbnail url="https://example.org/${n}.jpg" width="75" height="50" /></item>`
})}
</channel></rss>`

export const atomDocument = (size: number): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Wire</title><id>https://example.org/</id><updated>2026-01-01T00:00:00Z</updated>
<link href="https://example.org/" /><link rel="self" href="https://example.org/feed" />
${fill(size, (roll, n) => {
  const html = article(roll)
  const content =
    n % 3
      ? `<content type="html">${escapeXml(html)}</content>`
      : `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html.replaceAll(' & ', ' &amp; ')}</div></content>`
  return `<entry><title type="html">${escapeXml(sentence(roll))}</title><id>tag:example.org,2026:${n}</id><link href="https://example.org/${n}" />
<published>${day(n).toISOString()}</published><updated>${day(n).toISOString()}</updated><author><name>A. Writer</name></author>
<category term="harbour" label="Harbour" /><summary>${escapeXml(sentence(roll))}</summary>${content}</entry>`
})}
</feed>`

export const jsonDocument = (size: number): string =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"Example Wire","home_page_url":"https://example.org/","items":[${fill(
    size,
    (roll, n) =>
      `${n > 0 ? ',' : ''}${JSON.stringify({ id: `${n}`, url: `https://example.org/${n}`, title: sentence(roll), content_html: article(roll), date_published: day(n).toISOString() })}`,
  )}]}`
