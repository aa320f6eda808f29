import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/port/store.ts'
import { editionBytes } from '../../src/web/edition-bytes.ts'

/** A store whose one edition a test replaces; `loads` counts how often it was read, `gzip` is what is kept beside it. */
function stored(body: string) {
  const state = { loads: 0, edition: { etag: `"${body.slice(0, 8)}"`, modified: 1, body }, gzip: [] as string[] }
  const store: Pick<Store, 'edition' | 'keepGzip'> = {
    async edition(_slug, _format, encoding) {
      if (encoding === 'gzip') return state.gzip.length > 0 ? { ...state.edition, body: state.gzip[0]! } : undefined
      state.loads++
      return state.edition
    },
    keepGzip: async (_slug, _format, _etag, gzip) => void state.gzip.push(gzip),
  }
  return { state, store }
}

test('R52 the bytes of an edition are in memory once, however many take them at once', async () => {
  const { state, store } = stored('words')
  const load = editionBytes(store)
  const all = await Promise.all(Array.from({ length: 100 }, async () => load('a', 'atom', 'identity', '"words"')))
  const later = await load('a', 'atom', 'identity', '"words"')
  expect(new Set([...all, later].map((edition) => edition!.bytes)).size).toBe(1)
  expect(state.loads).toBe(1)
})

const unpacked = (bytes: Uint8Array) => gunzipSync(bytes).toString()

test('an edition that changed is read anew, and gzipped anew', async () => {
  const { state, store } = stored('words')
  const load = editionBytes(store)
  expect(unpacked((await load('a', 'atom', 'gzip', '"words"'))!.bytes)).toBe('words')
  state.edition = { etag: '"other"', modified: 2, body: 'other' }
  expect(unpacked((await load('a', 'atom', 'gzip', '"other"'))!.bytes)).toBe('other')
  expect((await load('a', 'atom', 'identity', '"other"'))!.etag).toBe('"other"')
  expect([state.loads, state.gzip]).toEqual([2, []])
})

test('where processes share it, an edition is gzipped by the first of them alone', async () => {
  const { state, store } = stored('words')
  const first = await editionBytes(store, { isShared: true })('a', 'atom', 'gzip', '"words"')
  const second = await editionBytes(store, { isShared: true })('a', 'atom', 'gzip', '"words"')
  expect([unpacked(first!.bytes), unpacked(second!.bytes)]).toEqual(['words', 'words'])
  expect([state.loads, state.gzip.length]).toEqual([1, 1])
})

test('those that nobody asked for lately make room', async () => {
  const { state, store } = stored('x'.repeat(60))
  const load = editionBytes(store, { most: 100 })
  for (const slug of ['a', 'b', 'b', 'a']) await load(slug, 'atom', 'identity', state.edition.etag)
  expect(state.loads).toBe(3)
})
