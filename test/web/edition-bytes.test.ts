import { expect, test } from 'vitest'
import { editionBytes } from '../../src/web/edition-bytes.ts'

/** A store whose one edition a test replaces; `loads` counts how often it was read. */
function stored(body: string) {
  const state = { loads: 0, edition: { etag: `"${body.slice(0, 8)}"`, modified: 1, body } }
  return { state, store: { edition: async () => (state.loads++, state.edition) } }
}

test('R52 the bytes of an edition are in memory once, however many take them at once', async () => {
  const { state, store } = stored('words')
  const load = editionBytes(store)
  const all = await Promise.all(Array.from({ length: 100 }, () => load('a', 'atom', 'identity', '"words"')))
  const later = await load('a', 'atom', 'identity', '"words"')
  expect(new Set([...all, later].map((edition) => edition!.bytes)).size).toBe(1)
  expect(state.loads).toBe(1)
})

test('an edition that changed is read anew, and what is gzipped comes out as bytes', async () => {
  const { state, store } = stored('words')
  const load = editionBytes(store)
  await load('a', 'atom', 'identity', '"words"')
  state.edition = { etag: '"other"', modified: 2, body: btoa('other') }
  expect(new TextDecoder().decode((await load('a', 'atom', 'gzip', '"other"'))!.bytes)).toBe('other')
  expect((await load('a', 'atom', 'identity', '"other"'))!.etag).toBe('"other"')
})

test('those that nobody asked for lately make room', async () => {
  const { state, store } = stored('x'.repeat(60))
  const load = editionBytes(store, 100)
  for (const slug of ['a', 'b', 'b', 'a']) await load(slug, 'atom', 'identity', state.edition.etag)
  expect(state.loads).toBe(3)
})
