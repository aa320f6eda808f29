import { expect, test } from 'vitest'
import { begin, tick } from '../../src/newswire/newswire.ts'
import { answer, at, bench, feedOf, requests } from '#bench'

const rss = (...titles: string[]) =>
  `<rss version="2.0"><channel><title>T</title>${titles.map((title) => `<item><title>${title}</title><link>https://t.example/${title}</link></item>`).join('')}</channel></rss>`

test('a source that another process took on is left to it, and what is ours goes on being published', async () => {
  await answer('/theirs/a', rss('one'))
  await answer('/theirs/b', rss('two'))
  const b = await bench([feedOf('ours', [at('/theirs/a')])])
  await b.restart([feedOf('ours', [at('/theirs/a'), at('/theirs/b')])])
  await tick(b.wire)
  await tick(b.wire)
  expect((await requests('/theirs/')).map(({ path }) => path)).toEqual(['/theirs/a'])
  expect(await (await b.get('/feeds/ours.atom')).text()).toContain('one')
  expect((await b.refresh({ urls: [at('/theirs/b')] }))[0]).toMatchObject({ outcome: 'skipped', problem: { code: 'unknown' } })
})

test('who only looks on changes nothing, whatever feeds and address it was given', async () => {
  await answer('/look/a', rss('one'))
  const b = await bench([feedOf('look', [at('/look/a')])])
  await b.refresh()
  const before = await b.get('/feeds/look.atom')
  const { masthead } = await begin({
    ...b.wire,
    feeds: [feedOf('other', [at('/look/b')])],
    base: 'http://127.0.0.1:8787',
    isGuess: true,
    lookOn: true,
  })
  expect(masthead).toEqual(b.wire.masthead)
  const after = await b.get('/feeds/look.atom')
  expect([after.status, after.headers.get('etag')]).toEqual([200, before.headers.get('etag')])
  expect((await b.wire.store.sources()).map(({ url }) => url)).toEqual([at('/look/a')])
})

test('an address that is only guessed is not published over the one that is known', async () => {
  await answer('/guess/a', rss('one'))
  const b = await bench([feedOf('guess', [at('/guess/a')])])
  await b.refresh()
  const { masthead } = await begin({ ...b.wire, base: 'http://127.0.0.1:8787', isGuess: true })
  expect(masthead.base).toBe(b.wire.masthead.base)
})

test('an edition is dated later than the last, though the clock went back meanwhile', async () => {
  await answer('/second/a', rss('one'))
  await answer('/second/b', rss('two'))
  const b = await bench([feedOf('second', [at('/second/a'), at('/second/b')])])
  await b.refresh({ urls: [at('/second/a')] })
  const modified = (await b.get('/feeds/second.atom')).headers.get('last-modified')!
  b.clock.now -= 10_000
  await b.refresh({ urls: [at('/second/b')] })
  const response = await b.get('/feeds/second.atom', { 'if-modified-since': modified })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('two')
})
