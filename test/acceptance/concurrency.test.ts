import { expect, test } from 'vitest'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { answer, at, bench, feedOf, requests } from '#bench'
import { HARBOUR } from './newsroom.ts'

const rss = (title: string, link: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>${title} on the port</title><link>${link}</link><description>${HARBOUR.join(' ')}</description></item></channel></rss>`

test('R5 copies that arrive at the same moment from several sources are one story', async () => {
  const paths = ['a', 'b', 'c', 'd', 'e', 'f']
  for (const path of paths) await answer(`/moment/${path}`, rss(path, `https://${path}.example/1`))
  const b = await bench([
    feedOf(
      'moment',
      paths.map((path) => at(`/moment/${path}`)),
    ),
  ])
  // each alone, so that they do not wait for one another as sources of one host do
  await Promise.all(paths.map((path) => refreshAll(b.wire, { urls: [at(`/moment/${path}`)] })))
  const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { copies: unknown[] }[] }
  expect(stories.map(({ copies }) => copies.length)).toEqual([5])
})

test('R5 two refreshes at once ask each source once, and store each item once', async () => {
  for (const path of ['a', 'b']) await answer(`/twice/${path}`, rss(path, `https://${path}.example/2`))
  const urls = [at('/twice/a'), at('/twice/b')]
  const b = await bench([feedOf('twice', urls)])
  const visits = (await Promise.all([b.refresh(), b.refresh(), b.refresh()])).flat()
  expect(visits.filter(({ outcome }) => outcome === 'updated')).toHaveLength(2)
  expect(await requests('/twice/')).toHaveLength(2)
  const found = await Promise.all(['a', 'b'].map((name) => b.wire.store.find(`https://${name}.example/2`)))
  expect(found.map((items) => items.length)).toEqual([1, 1])
})

test('R2 what a crash left unpublished is published by the next refresh, even of nothing new', async () => {
  await answer('/crash/a', rss('a', 'https://a.example/3'), { validators: { etag: '"1"' } })
  const b = await bench([feedOf('crash', [at('/crash/a')])])
  const { refreshSource } = await import('../refresh/visit.ts')
  await refreshSource(b.wire, at('/crash/a'))
  const after = await b.restart()
  await after.refresh()
  expect(await (await after.get('/feeds/crash.atom')).text()).toContain('a on the port')
})

test('R1 a lease that its holder never gave back is free again after a while', async () => {
  await answer('/lease/a', rss('a', 'https://a.example/4'))
  const b = await bench([feedOf('lease', [at('/lease/a')])])
  await b.wire.store.claim(at('/lease/a'), { lease: 'dead', now: b.clock.now, until: b.clock.now + 180_000, horizon: 1e12 })
  expect((await b.refresh())[0]).toMatchObject({ outcome: 'skipped' })
  b.clock.now += 181_000
  expect((await b.refresh())[0]).toMatchObject({ outcome: 'updated' })
})
