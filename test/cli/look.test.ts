import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wirefold as run } from './in-process.ts'

let dir: string
let cwd: string

const wirefold = (...args: string[]) => run(args)

const ITEMS = [
  ['a', 'Storks nest on the old mill', 'Two pairs came back from the south and carry twigs.'],
  ['b', 'Sponsored: twigs for storks', 'Buy the best twigs for your roof.'],
  ['c', 'A choir rehearses in the silo', 'The echo lasts nine seconds and the altos like it.'],
]
const rss = `<rss version="2.0"><channel><title>Mill gazette</title><link>https://mill.example/</link>${ITEMS.map(([id, title, text]) => `<item><title>${title}</title><link>https://mill.example/${id}</link><description>${text}</description></item>`).join('')}</channel></rss>`

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'wirefold-look-'))
  cwd = process.cwd()
  process.chdir(dir)
  mkdirSync('feeds')
  mkdirSync('data')
  writeFileSync('data/mill.xml', rss)
  writeFileSync('data/other.xml', rss.replaceAll('mill.example', 'other.example').replaceAll(/<item>.*<\/item>/g, ''))
  writeFileSync('feeds/all.yaml', 'title: All\nsources: ["file:data/mill.xml"]\n')
  writeFileSync(
    'feeds/birds.yaml',
    'title: Birds\nsources: ["file:data/mill.xml"]\nkeep:\n  - text: [storks]\ndrop:\n  - title: [/^sponsored:/i]\n',
  )
  writeFileSync('feeds/one.yaml', 'title: One\nsources: ["file:data/mill.xml"]\nlimit: 1\n')
  writeFileSync('feeds/other.yaml', 'title: Other\nsources: ["file:data/other.xml"]\n')
})
afterAll(() => {
  process.chdir(cwd)
  rmSync(dir, { recursive: true, force: true })
})

const LOOKING = [
  ['sources'],
  ['feeds'],
  ['stories'],
  ['explain', 'https://mill.example/a'],
  ['opml'],
  ['export', '--out', 'site'],
  ['doctor', '--port', '0'],
]

describe('a command that looks creates nothing and says that there is no database', () => {
  test.each(LOOKING)('%s', async (...args) => {
    const before = readdirSync('.', { recursive: true })
    const { out, err, code } = await wirefold(...args, '--db', 'none/typo.db')
    expect(readdirSync('.', { recursive: true })).toEqual(before)
    expect(out + err).toMatch(/no database none\/typo\.db/)
    expect(code).toBe(['stories', 'explain', 'export'].includes(args[0]!) ? 1 : 0)
  })

  test('what is configured is listed all the same', async () => {
    expect((await wirefold('sources', '--db', 'none/typo.db')).out).toMatch(/new +never +now due/)
    expect(JSON.parse((await wirefold('feeds', '--json', '--db', 'none/typo.db')).out)).toMatchObject({
      feeds: [{ slug: 'all' }, {}, {}, {}],
    })
  })
})

describe('with a database', () => {
  const digestOf = () => createHash('sha256').update(readFileSync('data/wirefold.db')).digest('hex')
  beforeAll(async () => {
    await wirefold('refresh')
  })

  test.each(LOOKING)('%s leaves it as it is, byte by byte, and nothing beside it', async (...args) => {
    const before = [digestOf(), ...readdirSync('data')]
    expect((await wirefold(...args)).code).toBe(0)
    expect([digestOf(), ...readdirSync('data')]).toEqual(before)
    rmSync('site', { recursive: true, force: true })
  })

  test('export writes what the server would serve', async () => {
    await wirefold('export', '--out', 'site')
    const db = new DatabaseSync('data/wirefold.db')
    const parts = db
      .prepare("SELECT feed, format, group_concat(body, '') AS body FROM edition_parts WHERE encoding = 'identity' GROUP BY feed, format")
      .all()
    db.close()
    expect(parts).toHaveLength(16)
    // pages lead to files there, and to nothing that only a server answers
    const documents = parts.filter(({ format }) => format !== 'html')
    for (const { feed, format, body } of documents) expect(readFileSync(`site/feeds/${String(feed)}.${String(format)}`, 'utf8')).toBe(body)
  })

  test('one of an older wirefold is not touched, and that is told', async () => {
    const old = new DatabaseSync('old.db')
    old.exec('CREATE TABLE d1_migrations (name TEXT); CREATE TABLE sources (url TEXT)')
    old.close()
    const { code, err } = await wirefold('stories', '--db', 'old.db')
    expect([code, err]).toEqual([1, expect.stringMatching(/older wirefold.*refresh/)])
    expect((await wirefold('doctor', '--port', '0', '--db', 'old.db')).out).toMatch(/older wirefold.*next start/)
  })

  test('the states of sources are told in words', async () => {
    copyFileSync('data/wirefold.db', 'limited.db')
    const db = new DatabaseSync('limited.db')
    db.exec('UPDATE sources SET status = 429')
    db.close()
    for (const command of [['sources'], ['doctor', '--port', '0']]) {
      const { out } = await wirefold(...command, '--db', 'limited.db')
      expect([command[0], out.includes('rate-limited')]).toEqual([command[0], false])
    }
    expect((await wirefold('sources', '--db', 'limited.db')).out).toMatch(/Mill gazette +waiting/)
  })

  test('items that are still to be listed after an update are told', async () => {
    copyFileSync('data/wirefold.db', 'updated.db')
    const db = new DatabaseSync('updated.db')
    db.exec('UPDATE listings SET walk = 3')
    db.close()
    const { code, out, err } = await wirefold('stories', '--json', '--db', 'updated.db')
    expect([code, err]).toEqual([0, expect.stringMatching(/^2 of 3 items, the oldest, are still to be listed: `wirefold serve`/)])
    expect(JSON.parse(out)).toHaveProperty('stories')
    expect((await wirefold('stories')).err).toBe('')
  })

  test.each([
    ['a', 'birds', /^It is in birds, at place 1 of 1\.\nA rule of `keep` matches .*text: “storks”/],
    ['b', 'birds', /^A rule of `drop` matches .*“Sponsored: twigs for storks”, by title: \/\^sponsored:\/i/],
    ['c', 'birds', /^None of the rules of `keep` matches its one copy/],
    ['a', 'other', /^No source of other ran it: it is known from Mill gazette/],
    ['c', 'one', /^one holds the newest 1 stories \(`limit`\)/],
  ])('explain of %s in %s', async (id, feed, says) => {
    const { out, code } = await wirefold('explain', `https://mill.example/${id}`, '--feed', feed)
    expect([code, out]).toEqual([0, expect.stringMatching(says)])
  })

  test('explain of a fold in doubt says what it hung by', async () => {
    const report =
      'The quarry above the mill was sold on Monday to a builder of organs, who wants the slate for keys. He will keep four of the nine workers and the mule. The road stays open until the first snow, and after that only to those who bring their own shovel and a lamp.'
    const feed = (title: string, headline: string, text: string) =>
      `<rss version="2.0"><channel><title>${title}</title><link>https://${title}.example/</link><item><title>${headline}</title><link>https://${title}.example/1</link><description>${text}</description></item></channel></rss>`
    writeFileSync('data/ridge.xml', feed('ridge', 'Quarry sold to a builder of organs', report))
    writeFileSync(
      'data/valley.xml',
      feed(
        'valley',
        'Mule may stay at the slate works',
        report.replace('who wants the slate for keys', 'because of its slate').replace('the first snow', 'the snow'),
      ),
    )
    mkdirSync('slate')
    writeFileSync('slate/all.yaml', 'title: Slate\nsources: ["file:data/ridge.xml", "file:data/valley.xml"]\n')
    const there = ['--feeds', 'slate', '--db', 'slate.db']
    await wirefold('refresh', ...there)
    const { out, code } = await wirefold('explain', 'https://ridge.example/1', ...there)
    expect(code).toBe(0)
    expect(out).toMatch(/In doubt: “(?:Mule may stay|Quarry sold).*” with “(?:Mule may stay|Quarry sold)/)
    expect(out).toMatch(/What would have kept them apart:\n {4}Less than 90 % of the shorter text in the longer; it is 9\d %\./)
    const { stories } = JSON.parse((await wirefold('explain', 'https://ridge.example/1', ...there, '--json')).out) as {
      stories: { doubts: { wouldPart: string[] }[] }[]
    }
    expect(stories[0]!.doubts[0]!.wouldPart).toContain('A number of its own in each; the shorter has 0, the longer 0.')
    // two copies under one headline are in no doubt
    expect((await wirefold('explain', 'https://mill.example/a')).out).not.toContain('In doubt')
  })

  test('explain of what is not stored says how the sources of that feed are', async () => {
    const { out, err, code } = await wirefold('explain', 'https://mill.example/z', '--feed', 'all')
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing is stored')])
    expect(out).toMatch(/Mill gazette is on that host, and was read last at .*: All is well/)
  })

  test('backup copies it whole, and never over a file', async () => {
    expect(await wirefold('backup', 'copy.db')).toMatchObject({ code: 0 })
    const db = new DatabaseSync('copy.db')
    expect(db.prepare('SELECT count(*) AS n FROM items').get()).toMatchObject({ n: 3 })
    db.close()
    expect(await wirefold('backup', 'copy.db')).toMatchObject({ code: 2, err: expect.stringContaining('is there already') })
    expect(await wirefold('backup', 'b.db', '--db', 'nothing.db')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no database nothing.db'),
    })
    expect(readdirSync('.').filter((name) => /unfinished|^b\.db/.test(name))).toEqual([])
  })

  test('backup while somebody writes', async () => {
    const writer = new DatabaseSync('data/wirefold.db')
    writer.exec('BEGIN IMMEDIATE; UPDATE ledger SET version = version + 1')
    expect(await wirefold('backup', 'during.db')).toMatchObject({ code: 0 })
    writer.exec('ROLLBACK')
    writer.close()
  })
})
