import { execFile, spawn } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { rss } from './documents.ts'

interface Run {
  readonly code: number
  readonly lines: readonly Record<string, unknown>[]
  readonly errors: string
}

const wirefold = (args: readonly string[], input?: string): Promise<Run> =>
  new Promise((done) => {
    const child = execFile(process.execPath, ['src/cli/wirefold.cjs', 'parse', ...args], (error, stdout, stderr) => {
      const lines = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      done({ code: error === null ? 0 : Number(error.code), lines, errors: stderr })
    })
    child.stdin?.end(input)
  })

describe('wirefold parse', () => {
  let folder = ''
  let feed = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wirefold-parse-'))
    feed = join(folder, 'feed.xml')
    await writeFile(
      feed,
      rss(`<link>/</link><item><title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><guid isPermaLink="false">1</guid><link>/1</link><pubDate>Thu, 01 Jan 2026 10:00:00 +0100</pubDate>
      <author>ada@example.org (Ada)</author><category>Ports</category><description>Hi &lt;script&gt;x&lt;/script&gt;&lt;a href="/x"&gt;there&lt;/a&gt;</description><enclosure url="/1.mp3" type="audio/mpeg" length="9"/></item>`),
    )
    await writeFile(join(folder, 'page.html'), '<!doctype html><link rel=alternate type=application/rss+xml href=/feed.xml>')
  })

  test('waits for a slow reader, whatever it reads, without leaving listeners behind', async () => {
    const child = spawn(process.execPath, ['src/cli/main.ts', 'parse', '--manifest', '-'])
    const long = join(folder, 'long.xml')
    await writeFile(long, rss(`<item><title>x</title><description>${'harbour '.repeat(20_000)}</description></item>`))
    child.stdin.end(`${JSON.stringify({ file: long })}\n`.repeat(40))
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    let lines = 0
    for await (const chunk of child.stdout) {
      lines += (chunk as Buffer).toString().split('\n').length - 1
      // a reader that takes its time: the pipe is full again and again
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect([lines, errors]).toEqual([40, ''])
  })

  test('says why, and reads a page as the manifest says', async () => {
    const page = join(folder, 'front.html')
    const text = '<p>The lock keeper said that the gates would stay shut until the flood has passed the weir and the mill.</p>'
    const cards = [1, 2, 3, 4, 5].map((n) => `<div><h2><a href="/n/${n}">A story of the canal, number ${n}</a></h2></div>`).join('')
    await writeFile(page, `<!doctype html><title>Canal</title><main><h1>Canal</h1>${text.repeat(4)}${cards}</main>`)
    const entry = (type: string) => JSON.stringify({ file: page, url: 'https://example.org/canal', type })
    const { lines } = await wirefold(['--manifest', '-', '--why'], ['article', 'list', 'feed'].map(entry).join('\n'))
    expect(lines).toMatchObject([
      { items: [{ title: 'Canal' }], why: expect.stringContaining('an article: the source is said to be an article') },
      { items: [{}, {}, {}, {}, {}], why: expect.stringContaining('a list: the source is said to be a list') },
      { error: { code: 'not-a-feed' } },
    ])
  })

  test('prints one line a document of a manifest, in order, and the bad ones cost only themselves', async () => {
    const manifest = [
      JSON.stringify({ file: feed, url: 'https://example.org/feed.xml', headers: { 'Content-Type': 'text/xml' } }),
      '{"no": "file"}',
      JSON.stringify({ file: join(folder, 'page.html'), url: 'https://example.org/' }),
      'not JSON',
      JSON.stringify({ file: join(folder, 'missing.xml') }),
      '',
      JSON.stringify({ file: feed }),
    ].join('\n')
    const { code, lines } = await wirefold(['--manifest', '-'], manifest)
    expect(code).toBe(1)
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatchObject({
      file: feed,
      format: 'rss',
      feed: { title: 'Example Wire', link: 'https://example.org/' },
      items: [
        {
          id: '1',
          title: 'A & B',
          link: 'https://example.org/1',
          published: '2026-01-01T09:00:00Z',
          author: 'Ada',
          categories: ['Ports'],
          enclosures: [{ url: 'https://example.org/1.mp3', type: 'audio/mpeg', length: 9 }],
        },
      ],
    })
    expect(JSON.stringify(lines[0])).not.toMatch(/script/)
    expect(lines.slice(1, 5)).toMatchObject([
      { line: 2, error: { code: 'bad-manifest-line' } },
      { error: { code: 'not-a-feed', alternates: ['https://example.org/feed.xml'] } },
      { line: 4, error: { code: 'bad-manifest-line' } },
      { file: join(folder, 'missing.xml'), error: { code: 'no-such-file' } },
    ])
    expect(lines[5]).toMatchObject({ file: feed, format: 'rss' })
  })

  test('reads files it is given', async () => {
    const { code, lines } = await wirefold([feed, feed])
    expect([code, lines.length]).toEqual([0, 2])
  })

  test('says what is missing', async () => {
    expect(await wirefold([])).toMatchObject({ code: 2, lines: [], errors: expect.stringContaining('--manifest') as string })
    expect(await wirefold(['--manifest', join(folder, 'none.jsonl')])).toMatchObject({
      code: 2,
      lines: [],
      errors: expect.stringContaining('none.jsonl') as string,
    })
  })
})
