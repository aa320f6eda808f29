import { afterAll, describe, expect, test } from 'vitest'
import { atomDocument, jsonDocument, rssDocument } from '../../bench/feeds.ts'
import type { Document } from '../../src/model/raw.ts'
import { ThreadReader } from '../../src/node/reader.ts'
import { readDocument } from '../../src/page/document.ts'
import { HOSTILE } from '../page/hostile-pages.ts'

const documentOf = (text: string): Document => ({
  url: 'https://wire.example.org/feed',
  headers: {},
  bytes: new TextEncoder().encode(text),
})
const COSTLY = HOSTILE.find(([name]) => name === 'times')![1]

const reader = new ThreadReader()
afterAll(() => reader.close())

describe('a large document is read in a thread', () => {
  test.each([
    ['RSS', rssDocument(200_000)],
    ['Atom', atomDocument(200_000)],
    ['JSON Feed', jsonDocument(200_000)],
    ['a page', `<!doctype html><html><body>${COSTLY}`],
    ['a page that costs too much', `<!doctype html><html><body>${HOSTILE.find(([name]) => name === 'cards of lines with years')![1]}`],
    ['nothing that is known', 'x'.repeat(200_000)],
  ])('as here: %s', async (_, text) => {
    expect(await reader.read(documentOf(text), { insist: true })).toEqual(readDocument(documentOf(text), { insist: true }))
  })

  test('and others are answered meanwhile, several documents one after another', async () => {
    await reader.read(documentOf(rssDocument(200_000)))
    let answered = 0
    const readers = setInterval(() => answered++)
    const read = await Promise.all([COSTLY, COSTLY, COSTLY].map((page) => reader.read(documentOf(`<html><body>${page}`), { insist: true })))
    clearInterval(readers)
    expect(read.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(answered).toBeGreaterThan(3)
  })

  test('what takes more memory than it may ends the thread alone, and the next document is read', async () => {
    const small = new ThreadReader({ maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 })
    const deep = `<rss><channel><item><title>x</title><description>${'<b>x</b>'.repeat(1_000_000)}`
    expect(await small.read(documentOf(deep))).toMatchObject({ ok: false, problem: { code: 'page-too-costly' } })
    expect(await small.read(documentOf(rssDocument(150_000)))).toMatchObject({ ok: true })
    await small.close()
  })
})
