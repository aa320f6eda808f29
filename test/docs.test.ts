import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FAULTS, POLITE } from '../bench/rows.ts'
import { commands } from '../src/cli/commands.ts'
import { DIFFERENCES, DUE, PROBLEMS, REASONS, type Meaning } from '../src/model/codes.ts'
import { readFeedConfig } from '../src/config/config.ts'
import { capacityRows, cpuRows } from '../src/newswire/account.ts'
import { COSTS } from '../src/newswire/price.ts'
import { MEDIA_TYPES } from '../src/web/feed-page.ts'

const ROOT = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')
const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(new URL('docs/', ROOT), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
].filter((path) => path.endsWith('.md'))
const blocks = (path: string, language: string) =>
  read(path)
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((rest) => rest.split('\n```', 1)[0]!)

/** Rows that tests in workerd name, in the files that its project runs when it is scored. */
function rowsInWorkerd(): ReadonlySet<string> {
  const files = ['acceptance', 'workers', 'politeness', 'attacks'].flatMap((folder) =>
    readdirSync(new URL(`test/${folder}/`, ROOT)).map((name) => `${folder}/${name}`),
  )
  const run = files.filter((name) => name.endsWith('.test.ts') && (!name.startsWith('attacks/') || name.includes('/odd-')))
  const texts = run.filter((name) => name !== 'politeness/sockets.test.ts').map((name) => read(`test/${name}`))
  const named = texts.flatMap((text) => [...text.matchAll(/\b([PR])(\d{1,2})(?:-[PR]?(\d{1,2}))?\b/g)])
  return new Set(
    named.flatMap(([, kind, from, to = from]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${kind}${Number(from) + n}`),
    ),
  )
}

describe('the documentation', () => {
  it.each(PAGES)('%s leads nowhere that does not exist', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)\s]{1,200})\)/g)].map(([, target]) => target!)
    const local = links.filter((target) => !/^https?:/.test(target)).map((target) => target.split('#', 1)[0]!)
    expect(local.filter((target) => !existsSync(new URL(target, new URL(path, ROOT))))).toEqual([])
  })

  it.each(['README.md', 'docs/configure.md'])('the feeds shown in %s are valid', (path) => {
    for (const block of blocks(path, 'yaml')) {
      const rest = /^title:/m.test(block) ? '' : 'title: Example\n'
      const sources = /^sources:/m.test(block) ? '' : 'sources: [https://example.org/rss.xml]\n'
      expect(readFeedConfig('feeds/example.yaml', rest + sources + block, () => ({ urls: [] }))).toMatchObject({ ok: true })
    }
  })

  it('names every command, and no other', () => {
    const listed = read('docs/api.md').split('## Commands')[1]!.split('## Environment')[0]!
    const named = new Set([...listed.matchAll(/^\| (.{1,120}?) \|/gm)].flatMap(([, cell]) => cell!.match(/(?<=`)[a-z]+/g) ?? []))
    expect([...named].toSorted()).toEqual(
      commands()
        .commands.map((command) => command.name())
        .toSorted(),
    )
  })

  it('gives the media types that are served', () => {
    const page = read('docs/publish.md')
    for (const type of Object.values(MEDIA_TYPES)) expect(page).toContain(`\`${type.split(';', 1)[0]}\``)
  })

  it.each(['docs/api.md', 'docs/dedupe.md'])('%s lists the codes as the program has them; UPDATE_DOCS=1 writes them', (path) => {
    const page = read(path)
    const printed = Object.entries(CODES).reduce((text, [name, table]) => text.replace(between(name), `$1\n\n${table}\n\n$2`), page)
    if (process.env['UPDATE_DOCS']) writeFileSync(new URL(path, ROOT), printed)
    expect(cells(page)).toEqual(cells(printed))
  })

  it('docs/deploy.md tells what an account holds as doctor counts it; UPDATE_DOCS=1 writes it', () => {
    const page = read('docs/deploy.md')
    const printed = Object.entries(ACCOUNT).reduce((text, [name, table]) => text.replace(between(name), `$1\n\n${table}\n\n$2`), page)
    if (process.env['UPDATE_DOCS']) writeFileSync(new URL('docs/deploy.md', ROOT), printed)
    expect(cells(page)).toEqual(cells(printed))
    expect(Object.keys(ACCOUNT).filter((name) => !between(name).test(page))).toEqual([])
  })

  it('docs/scores.md names the rows that never ran in workerd, by the tests that are there', () => {
    const [politeness, faults] = /never in workerd: ([^.]*)\.\s+Of faults: ([^.]*)\./i
      .exec(read('docs/scores.md').replaceAll('\n', ' '))!
      .slice(1)
    const run = rowsInWorkerd()
    const missing = (rows: typeof POLITE) => rows.flatMap(([row]) => (run.has(row) ? [] : [row]))
    const listed = (text: string | undefined) => text?.match(/[PR]\d+/g) ?? []
    expect([listed(politeness), listed(faults)]).toEqual([missing(POLITE), missing(FAULTS)])
  })

  it('lists every table of codes somewhere', () => {
    const pages = read('docs/api.md') + read('docs/dedupe.md')
    expect(Object.keys(CODES).filter((name) => !between(name).test(pages))).toEqual([])
  })
})

const between = (name: string) => new RegExp(`(<!-- ${name} -->)[^]*?(<!-- end -->)`)
/** Without the formatter's padding. */
const cells = (text: string): readonly string[] => text.split('\n').map((line) => line.replace(/ {2,}/g, ' ').replace(/-{2,}/g, '-'))

const withAdvice = (codes: Readonly<Record<string, Meaning>>): string =>
  [
    '| code | means | do |',
    '| - | - | - |',
    ...Object.entries(codes).map(([code, { means, advice }]) => `| \`${code}\` | ${means} | ${advice} |`),
  ].join('\n')

const withMeaning = (codes: readonly (readonly [string, string])[]): string =>
  ['| code | means |', '| - | - |', ...codes.map(([code, means]) => `| \`${code}\` | ${means} |`)].join('\n')

const CODES: Readonly<Record<string, string>> = {
  problems: withAdvice(PROBLEMS),
  due: withAdvice(DUE),
  reasons: withMeaning(Object.entries(REASONS).map(([code, { means }]) => [code, means])),
  differences: withMeaning(Object.entries(DIFFERENCES)),
}

const tableOf = (head: string, rows: readonly string[]): string =>
  [head, head.replace(/[^|]+/g, '-'), ...rows].map((row) => `| ${row.replaceAll(/ *\| */g, ' | ')} |`).join('\n')

const { unchanged, newItem, burial, render } = COSTS
const rowsRead = Object.entries({
  'a visit that finds nothing new': unchanged,
  'a visit that finds one new item': newItem,
  'an item that is buried': burial,
  'a render of a feed of 50 stories, one of them new': render,
})

const ACCOUNT: Readonly<Record<string, string>> = {
  rows: tableOf(
    'rows of D1 | read | written',
    rowsRead.map(([what, { read: from, written }]) => `${what} | ${from} | ${written}`),
  ),
  cpu: tableOf('CPU of one invocation | warm | cold | Free has room', cpuRows()),
  account: tableOf(
    'plan | visited every | CPU, cold | sources | after a year more | what breaks first, and what one then sees',
    capacityRows(),
  ),
}
