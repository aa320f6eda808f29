import { expect, test } from 'vitest'
import type { Piece } from '../../src/model/published.ts'
import type { NewEdition } from '../../src/store/port/editions.ts'
import { bench, feedOf } from '#bench'

const FORMATS = ['atom', 'rss', 'json', 'html'] as const
const bytes = (text: string) => new TextEncoder().encode(text)
const decoded = (of: Uint8Array) => new TextDecoder().decode(of)
const rendering = (editions: readonly NewEdition[], now: number) => ({ updated: 0, editions, held: [], now })
/** Letters of one, two, three and four bytes. */
const sentence = (n: number) => `<${n} “größe” 港 😀>`

test('a document is put together of so many pieces of the stored one as it takes, in their order', async () => {
  const { wire, clock } = await bench([feedOf('news', [])])
  const [feed] = await wire.store.feeds()
  const publish = (generation: number, editions: readonly NewEdition[]) =>
    wire.store.publish({ ...feed!, generation }, rendering(editions, clock.now))
  const of = (name: string, texts: readonly string[]): NewEdition[] =>
    FORMATS.map((format) => {
      const body = texts.join('')
      return { format, etag: `"${name}"`, pieces: [body], size: bytes(body).length, fragments: [] }
    })
  const texts = Array.from({ length: 70 }, (_, n) => sentence(n))
  const starts = texts.map((_, n) => bytes(texts.slice(0, n).join('')).length)
  for (const [round, counts] of [
    [1, 2, 4, 5],
    [9, 0, 32, 2],
    [31, 32, 2, 9],
  ].entries()) {
    const [before, after] = [`before ${round}`, `after ${round}`]
    expect(await publish(feed!.generation + 2 * round + 1, of(before, texts))).toBe(true)
    // each second piece of the stored one, what is new between them, from the end to the beginning where one count is odd
    const pieces = counts.map((count): Piece[] =>
      Array.from({ length: count }, (_, n) => (count % 2 === 0 ? n : count - n - 1)).flatMap((n): Piece[] => [
        ...(n % 3 === 0 ? [] : [`new ${n} ß`]),
        { start: starts[2 * n]!, length: bytes(texts[2 * n]!).length },
      ]),
    )
    const told = pieces.map((some) =>
      some
        .map((piece) => (typeof piece === 'string' ? piece : decoded(bytes(texts.join('')).slice(piece.start, piece.start + piece.length))))
        .join(''),
    )
    const patched = FORMATS.map((format, n): NewEdition => ({
      format,
      etag: `"${after}"`,
      pieces: [...pieces[n]!, 'end'],
      size: bytes(told[n]!).length + 3,
      fragments: [],
      before: `"${before}"`,
    }))
    expect(await publish(feed!.generation + 2 * round + 2, patched)).toBe(true)
    for (const [n, format] of FORMATS.entries()) expect((await wire.store.edition('news', format, 'identity'))!.body).toBe(`${told[n]}end`)
  }
})

test('nothing is put together of another document than the one it was made for, and of a feed that is gone nothing is kept', async () => {
  const { wire, clock } = await bench([feedOf('news', [])])
  const [feed] = await wire.store.feeds()
  const whole = (format: 'atom' | 'rss', text: string): NewEdition => ({
    format,
    etag: `"${text}"`,
    pieces: [text],
    size: 3,
    fragments: [],
  })
  const next = { ...feed!, generation: feed!.generation + 1 }
  await wire.store.publish(feed!, rendering([whole('atom', 'one'), whole('rss', 'one')], clock.now))
  const patch = {
    format: 'atom' as const,
    etag: '"two"',
    pieces: ['two ', { start: 0, length: 3 }],
    size: 7,
    fragments: [],
    before: '"other"',
  }
  expect(await wire.store.publish(next, rendering([patch, whole('rss', 'two')], clock.now))).toBe(false)
  for (const format of ['atom', 'rss'] as const) expect((await wire.store.edition('news', format, 'identity'))!.body).toBe('one')
  const other = { ...next, slug: 'never' }
  await wire.store.publish(other, rendering([whole('atom', 'one')], clock.now))
  expect(await wire.store.edition('never', 'atom', 'identity')).toBeUndefined()
  expect((await wire.store.editionHeads('never')).size).toBe(0)
})

test('what is gzipped by two is what the first of them made, whole', async () => {
  const { wire, clock } = await bench([feedOf('news', [])])
  const [feed] = await wire.store.feeds()
  const bodyOf = async () => (await wire.store.edition('news', 'atom', 'gzip'))?.body
  const [short, long] = ['a'.repeat(10), 'b'.repeat(1_600_000)]
  for (const [n, [first, second]] of [
    [short, long],
    [long, short],
  ].entries()) {
    const whole: NewEdition = { format: 'atom', etag: `"${n}"`, pieces: ['one'], size: 3, fragments: [] }
    await wire.store.publish({ ...feed!, generation: feed!.generation + n }, rendering([whole], clock.now))
    expect(await bodyOf()).toBeUndefined()
    for (const made of [first!, second!]) {
      await wire.store.keepGzip('news', 'atom', `"${n}"`, made)
      expect((await bodyOf()) === first).toBe(true)
    }
    await wire.store.keepGzip('news', 'atom', '"another"', second!)
    expect((await bodyOf()) === first).toBe(true)
  }
})
