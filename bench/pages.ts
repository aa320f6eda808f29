/**
 * Reading article pages against readability and defuddle, on the same pages in one run: `node bench/pages.ts`.
 * Right means: the headline alone, the day, every paragraph of the text, and no line that stands around it.
 * `node bench/pages.ts FILE` compares the CPU on pages of your own instead: FILE has a line of JSON for each, `{"url","html"}` or
 * `{"url","base64"}`, and may be gzipped.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { Defuddle } from 'defuddle/node'
import { parseHTML } from 'linkedom'
import { identify } from '../src/normalize/identity.ts'
import { normalizeItem } from '../src/normalize/normalize.ts'
import { parseDate } from '../src/parse/dates.ts'
import { readDocument } from '../src/page/document.ts'
import * as sites from '../test/page/article-sites.ts'
import { lines } from '../test/page/read.ts'
import { KILN, ORGEL, PHARE, PUENTE, TATAMI, WEIR, type Told } from '../test/page/texts.ts'

interface Read {
  readonly title?: string | undefined
  readonly day?: string | undefined
  readonly html?: string | undefined
}

const PAGES: readonly (readonly [name: string, page: (told: Told) => string, told: Told])[] = [
  ['wordpress', sites.wordpress, WEIR],
  ['drupal', sites.drupal, WEIR],
  ['ghost', sites.ghost, KILN],
  ['arc', sites.arc, WEIR],
  ['zeitung', sites.zeitung, ORGEL],
  ['gazette', sites.gazette, PHARE],
  ['shimbun', sites.shimbun, TATAMI],
  ['tables', sites.tables, KILN],
  ['builder', sites.builder, PUENTE],
  ['plain', sites.plain, KILN],
  ['wire', sites.wire, WEIR],
]
const URL_OF = 'https://site.example/2024/story-one'
const ROUNDS = 11
/** Saved pages that are read before it is measured. */
const WARMING = 40

const day = (written: string | null | undefined): string | undefined => {
  const instant = written ? parseDate(written) : undefined
  return instant === undefined ? undefined : new Date(instant).toISOString().slice(0, 10)
}

const READERS: readonly (readonly [name: string, read: (html: string) => Read | Promise<Read>])[] = [
  ['wirefold', wirefold],
  [
    'readability',
    (html) => {
      const read = new Readability(parseHTML(html).document as unknown as Document).parse()
      return { title: read?.title ?? undefined, day: day(read?.publishedTime), html: read?.content ?? undefined }
    },
  ],
  [
    'defuddle',
    async (html) => {
      const read = await Defuddle(parseHTML(html).document as unknown as Document, URL_OF)
      return { title: read.title, day: day(read.published), html: read.content }
    },
  ],
]

function wirefold(html: string): Read {
  const document = { url: URL_OF, headers: {}, bytes: new TextEncoder().encode(html) }
  const parsed = readDocument(document)
  if (!parsed.ok || parsed.feed.items.length !== 1) return {}
  const [entry] = identify(parsed.feed)
  const item = normalizeItem(entry!, { source: URL_OF, document, feed: parsed.feed })
  return {
    title: item.title,
    day: item.published === undefined ? undefined : new Date(item.published).toISOString().slice(0, 10),
    html: item.content,
  }
}

function verdict(read: Read, told: Told): readonly [title: boolean, day: boolean, whole: boolean, clean: boolean] {
  const text = lines(read.html ?? '')
  const bare = (line: string) => line.replace(/\s+/g, '')
  const all = bare(text.join(''))
  const strange = text.filter(
    (line) =>
      ![told.lead, ...told.text].some((own) => bare(own).includes(bare(line)) || bare(line).includes(bare(own))) &&
      !/bridge|Tables|Year|Stones|1998|2020|^\d+$/.test(line),
  )
  return [
    read.title === told.title,
    read.day === new Date(told.date).toISOString().slice(0, 10),
    told.text.every((line) => all.includes(bare(line))),
    strange.length === 0,
  ]
}

const cpu = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const [saved] = process.argv.slice(2)
if (saved !== undefined) {
  await compareOnSaved(saved)
  process.exit(0)
}

console.log(`${'reader'.padEnd(14)}${['title', 'day', 'whole text', 'nothing else', 'all four'].map((head) => head.padStart(14)).join('')}`)
for (const [name, read] of READERS) {
  const verdicts: (readonly boolean[])[] = []
  for (const [, page, told] of PAGES) verdicts.push(verdict(await Promise.resolve(read(page(told))).catch(() => ({})), told))
  const count = (is: (one: readonly boolean[]) => boolean) => `${verdicts.filter(is).length}/${PAGES.length}`.padStart(14)
  console.log(`${name.padEnd(14)}${[0, 1, 2, 3].map((n) => count((one) => one[n]!)).join('')}${count((one) => one.every(Boolean))}`)
}

/** A page of 200 KB: one article under the menus, scripts and comments that make pages heavy. */
const [, heavyPage, told] = PAGES[0]!
const filler = Array.from(
  { length: 420 },
  (_, n) =>
    `<div class="menu-item menu-item-${n}"><a href="/section/${n}" class="menu-link"><span class="icon icon-${n % 9}"></span><span>Section number ${n}</span></a></div>`,
).join('\n')
const heavy = heavyPage(told).replace(
  '<div id="content">',
  `<script>${'var a=[1,2,3];'.repeat(8000)}</script><nav>${filler}</nav><div id="content">`,
)
console.log(`\na page of ${Math.round(heavy.length / 1000)} KB, CPU ms, median of ${ROUNDS} rounds after warming up`)
const times = new Map(READERS.map(([name]) => [name, [] as number[]]))
for (let round = -4; round < ROUNDS; round++)
  for (const [name, read] of READERS) {
    const spent = await cpu(() => read(heavy))
    if (round >= 0) times.get(name)!.push(spent)
  }
for (const [name, spent] of times) console.log(`${name.padEnd(14)}${median(spent).toFixed(1).padStart(8)}`)

/** CPU on saved pages, all of them in turn by each of the first two readers: totals, and the pages on which ours takes longer. */
async function compareOnSaved(file: string): Promise<void> {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const pages = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly html?: string; readonly base64?: string })
    .map(({ html, base64 = '' }) => html ?? Buffer.from(base64, 'base64').toString('utf8'))
  const [ours, theirs] = READERS as readonly [(typeof READERS)[number], (typeof READERS)[number]]
  const spent = { ours: 0, theirs: 0, slower: 0 }
  const read = (reader: (typeof READERS)[number], html: string) => cpu(async () => Promise.resolve(reader[1](html)).catch(() => ({})))
  for (const html of pages.slice(0, WARMING)) for (const reader of [ours, theirs]) await read(reader, html)
  for (const html of pages) {
    const [a, b] = [await read(ours, html), await read(theirs, html)]
    spent.ours += a
    spent.theirs += b
    if (a > b) spent.slower++
  }
  const each = (sum: number) => `${(sum / pages.length).toFixed(1)} ms`
  console.log(`${pages.length} pages, CPU a page: ${ours[0]} ${each(spent.ours)}, ${theirs[0]} on linkedom ${each(spent.theirs)};`)
  console.log(`ratio ${(spent.ours / spent.theirs).toFixed(2)}; ${ours[0]} takes longer on ${spent.slower}`)
}
