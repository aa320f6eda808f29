import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { AWKWARD } from './awkward.ts'
import { BAD_REFERENCES, VECTORS } from '../normalize/vectors.ts'

/** Strings that were made to hurt whoever stores or shows them. */
export const STRINGS: readonly string[] = [
  ...VECTORS,
  ...BAD_REFERENCES,
  ...AWKWARD,
  ']]>',
  ']]>]]><item><title>injected</title></item>',
  '--><!--',
  '--',
  '<!--',
  '\u0000\u0001\u0008\u000b\u001f\u007f\u0085',
  '\ud800',
  '\udc00x\ud83d',
  '\ufffe\uffff\ufffd',
  '"\'`<>&',
  '\r\nLink: <https://evil.example>; rel=self\r\n',
  '\u2028\u2029',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;',
  '\u202Egpj.exe\u202C',
  '__proto__',
  'constructor',
  '${alert(1)}{{alert(1)}}<%= alert(1) %>',
  'x'.repeat(20_000),
]

const FORBIDDEN_TWICE = 7

/** The n-th way in which publishers write text into XML: escaped, in CDATA, escaped twice, or raw. */
function written(text: string, n: number): string {
  const escaped = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  if (n % FORBIDDEN_TWICE === 3) return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  if (n % FORBIDDEN_TWICE === 5) return escaped(escaped(text))
  return escaped(text)
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const rssItem = (v: string, n: number) => {
  const t = written(v, n)
  const a = attribute(v)
  return `<item><title>${t}</title><link>${written(n % 2 ? v : `https://example.org/${n}`, n)}</link><guid isPermaLink="${a}">${t} ${n}</guid>
<description>${t}</description><content:encoded>${t}</content:encoded><author>${t}</author><dc:creator>${t}</dc:creator><category domain="${a}">${t}</category>
<enclosure url="${n % 3 ? a : `https://example.org/e${n}.mp3`}" type="${a}" length="${a}"/><comments>${t}</comments><source url="${a}">${t}</source>
<media:content url="${a}" type="${a}"><media:title>${t}</media:title><media:description type="html">${t}</media:description><media:thumbnail url="${a}"/></media:content>
<dc:language>${t}</dc:language><dc:rights>${t}</dc:rights><pubDate>${t}</pubDate><itunes:image href="${a}"/></item>`
}

function poisonedRss(vectors: readonly string[], offset = 0): string {
  const [head = ''] = vectors
  const t = written(head, offset)
  const a = attribute(head)
  return `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>${t}</title><link>${t}</link><description>${t}</description><language>${t}</language><copyright>${t}</copyright><generator>${t}</generator>
<managingEditor>${t}</managingEditor><image><url>${t}</url><title>${t}</title><link>${t}</link></image><atom:link rel="self" href="${a}"/><atom:link rel="hub" href="${a}"/>
${vectors.map((v, i) => rssItem(v, offset + i)).join('\n')}</channel></rss>`
}

const atomEntry = (v: string, n: number) => {
  const t = written(v, n)
  const a = attribute(v)
  return `<entry xml:lang="${a}"><id>${t} ${n}</id><title type="${n % 2 ? 'html' : 'text'}">${t}</title><link href="${n % 2 ? a : `https://example.org/a${n}`}" hreflang="${a}" title="${a}"/>
<link rel="enclosure" href="${a}" type="${a}" length="${a}"/><link rel="via" href="${a}"/><updated>${t}</updated><published>${t}</published><author><name>${t}</name><uri>${t}</uri><email>${t}</email></author>
<contributor><name>${t}</name></contributor><category term="${a}" scheme="${a}" label="${a}"/><summary type="html">${t}</summary><content type="html">${t}</content><rights>${t}</rights>
<source><id>${t}</id><title>${t}</title><link href="${a}"/></source></entry>`
}

export function poisonedAtom(vectors: readonly string[], offset = 0): string {
  const [head = ''] = vectors
  const t = written(head, offset)
  const a = attribute(head)
  return `<feed xmlns="http://www.w3.org/2005/Atom"><id>${t}</id><title type="html">${t}</title><subtitle type="html">${t}</subtitle><link href="${a}"/><link rel="self" href="${a}"/>
<logo>${t}</logo><icon>${t}</icon><author><name>${t}</name></author><generator uri="${a}">${t}</generator><rights>${t}</rights>${vectors.map((v, i) => atomEntry(v, offset + i)).join('\n')}</feed>`
}

function poisonedRdf(vectors: readonly string[], offset = 0): string {
  const [head = ''] = vectors
  const items = vectors.map((v, i) => {
    const t = written(v, offset + i)
    return `<item rdf:about="${attribute(v)} ${i}"><title>${t}</title><link>${t}</link><description>${t}</description><dc:creator>${t}</dc:creator><dc:subject>${t}</dc:subject><dc:date>${t}</dc:date></item>`
  })
  const t = written(head, offset)
  return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="${attribute(head)}"><title>${t}</title><link>${t}</link><description>${t}</description></channel>${items.join('\n')}</rdf:RDF>`
}

function poisonedJson(vectors: readonly string[], offset = 0): string {
  const [head = ''] = vectors
  const person = (v: string) => ({ name: v, url: v, avatar: v })
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: head,
    home_page_url: head,
    feed_url: head,
    description: head,
    icon: head,
    favicon: head,
    language: head,
    authors: [person(head)],
    hubs: [{ type: head, url: head }],
    items: vectors.map((v, i) => ({
      id: `${v} ${offset + i}`,
      url: i % 2 ? v : `https://example.org/j${offset + i}`,
      external_url: v,
      title: v,
      content_html: v,
      ...(i % 3 === 0 ? { content_text: v } : {}),
      summary: v,
      image: v,
      banner_image: v,
      date_published: v,
      date_modified: v,
      authors: [person(v)],
      tags: [v, `${v}2`],
      language: v,
      attachments: [{ url: v, mime_type: v, title: v, size_in_bytes: v }],
    })),
  })
}

export const WRITERS = { rss: poisonedRss, atom: poisonedAtom, rdf: poisonedRdf, json: poisonedJson } as const

const CORPUS = new URL('../../../shared/corpus/feedparser/tests/wellformed/sanitize/', import.meta.url)

/** Documents of the feedparser project that hold an attack each, where they are at hand. */
export const corpusDocuments = (): readonly string[] =>
  existsSync(CORPUS)
    ? readdirSync(CORPUS)
        .toSorted()
        .map((name) => readFileSync(new URL(name, CORPUS), 'utf8'))
    : []
