import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { feedOf, newsroom, prose, dice, sourceOf } from '../store/newsroom.ts'

afterEach(() => vi.unstubAllGlobals())

test('the page of a feed is gzipped once, however many readers take it, and anew when its next look is another', async () => {
  let gzipped = 0
  vi.stubGlobal(
    'CompressionStream',
    class extends CompressionStream {
      constructor(format: 'gzip') {
        super(format)
        gzipped++
      }
    },
  )
  const w = await newsroom([feedOf('all', [sourceOf(0)])])
  w.pages[0] = [{ name: 'a', title: 'Basin closed', text: prose(dice(3), 200) }]
  await w.visit(0)
  const app = createApp({ ...w.wire(), renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const take = async () => {
    const response = await app.request('https://news.example.org/feeds/all', { headers: { 'accept-encoding': 'gzip' } })
    return [response.status, response.headers.get('etag'), Buffer.from(await response.arrayBuffer()).toString('base64')]
  }
  gzipped = 0
  const first = await take()
  expect(first[0]).toBe(200)
  expect(await Promise.all([take(), take(), take()])).toEqual([first, first, first])
  expect(gzipped).toBe(1)
  w.clock.now += 40 * 86_400_000
  const due = await take()
  expect([due[0], due[1] === first[1], due[2] === first[2]]).toEqual([200, false, false])
  expect(gzipped).toBe(2)
})
