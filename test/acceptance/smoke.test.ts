import { expect, test } from 'vitest'
import { answer, at, bench, feedOf } from '#bench'

test('a source becomes a story', async () => {
  await answer('/smoke/rss', '<rss version="2.0"><channel><title>T</title><item><title>Hello</title><link>http://example.org/1</link></item></channel></rss>')
  const b = await bench([feedOf('smoke', [at('/smoke/rss')])])
  const [visit] = await b.refresh()
  expect(visit).toMatchObject({ outcome: 'updated', new: 1 })
  const { stories } = (await (await b.get('/api/stories')).json()) as { stories: unknown[] }
  expect(stories).toHaveLength(1)
})
