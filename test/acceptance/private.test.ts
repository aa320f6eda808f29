import { beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, requests, TOKEN, type Bench } from '#bench'
import { watchedSource } from '../../src/config/private.ts'
import type { SourceConfig } from '../../src/model/config.ts'

/** Secrets as they come: in a path, in a query, in a header. None of them may stand anywhere that anybody can see. */
const PATH = '/private/canary-in-a-path/feed.xml?code=canary-in-a-query'
const SECRETS = /canary|private\.test|\/private\//

const RSS = `<rss version="2.0"><channel><title>canary-in-a-title</title><link>https://club.example.org/</link>
<item><title>Members vote on a new hall</title><link>hall.html</link><guid isPermaLink="false">1</guid>
<description>The &lt;a href="plan.html"&gt;plan&lt;/a&gt; goes to a vote on Friday.</description></item>
<item><title>The choir looks for tenors</title><link>https://club.example.org/choir</link><guid isPermaLink="false">2</guid></item>
</channel></rss>`

const source = (more: object = {}): Partial<SourceConfig> => {
  const made = watchedSource({ url: at(PATH), name: 'Club letter', headers: { authorization: '$CANARY_AUTH' }, ...more })
  if ('why' in made) throw new Error(made.why)
  return made
}

let b: Bench

beforeAll(async () => {
  await answer(PATH, RSS, { headers: { 'content-type': 'application/rss+xml' }, validators: { etag: '"members"' } })
  await answer('/private/open', RSS.replaceAll('canary', 'open').replaceAll('guid isPermaLink="false">', 'guid isPermaLink="false">open-'))
  b = await bench([feedOf('club', [source()])])
  await b.refresh()
})

// told in order: each test goes on from where the one before left
describe('a private source, visit after visit', { shuffle: false }, () => {
  test('its server gets the headers, and is asked conditionally', async () => {
    b.clock.now += 3 * 3_600_000
    await b.refresh()
    const asked = await requests('/private/canary')
    expect(asked.map(({ path }) => path)).toEqual([PATH, PATH])
    expect(asked.map(({ headers }) => headers.get('authorization'))).toEqual(Array(2).fill('Bearer canary-in-a-header'))
    expect(asked[1]!.headers.get('if-none-match')).toBe('"members"')
  })

  const ROUTES = [
    ...['', '.atom', '.rss', '.json', '.opml'].map((end) => `/feeds/club${end}`),
    '/',
    '/feeds.opml',
    '/status',
    '/status.json',
    '/status.atom',
    '/metrics',
    '/api/feeds',
    '/api/sources',
    '/api/stories',
  ]

  describe('what it says is published under its name, and its address nowhere', () => {
    test.each(ROUTES)('%s', async (path) => {
      const response = await b.get(path)
      const text = await response.text()
      expect(response.status).toBe(200)
      expect(text).not.toMatch(SECRETS)
      expect(text).not.toContain(new URL(at('/')).host)
      expect(text + JSON.stringify([...response.headers])).not.toMatch(SECRETS)
    })

    test('the stories, and a link that was relative leads into the site, not to the feed', async () => {
      const { items } = (await (await b.get('/feeds/club.json')).json()) as { items: { id: string; url?: string; content_html: string }[] }
      const urls = items.flatMap(({ url }) => url ?? [])
      expect(urls).toContain('https://club.example.org/choir')
      expect(urls.filter((url) => !url.startsWith('https://club.example.org/'))).toEqual([])
      expect(JSON.stringify(items)).toContain('Club letter')
      const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { id: string }[] }
      for (const { id } of stories) {
        expect(await (await b.get(`/api/stories/${id}`)).text()).not.toMatch(SECRETS)
        expect(await (await b.get(`/stories/${id}`)).text()).not.toMatch(SECRETS)
      }
    })

    test('a run that visits it, and a visit that fails', async () => {
      await answer(PATH, 'no', { status: 404 })
      b.clock.now += 3 * 3_600_000
      const { run } = (await (await b.post('/api/refresh', {}, { authorization: `Bearer ${TOKEN}` })).json()) as { run: string }
      const told = await (await b.get(`/api/runs/${run}`, { authorization: `Bearer ${TOKEN}` })).text()
      expect(told).toContain('404')
      for (const text of [told, ...(await Promise.all(ROUTES.map(async (path) => (await b.get(path)).text()))), ...b.errors.map(String)])
        expect(text).not.toMatch(SECRETS)
    })
  })

  test('a variable that is not set is a failed visit, and nobody is asked without it', async () => {
    const before = (await requests('/private/canary')).length
    const other = await bench([feedOf('club', [source({ headers: { authorization: '$NOT_SET' } })])])
    const [visit] = await other.refresh()
    expect(visit).toMatchObject({ outcome: 'failed', problem: { code: 'secret-missing', message: expect.stringContaining('NOT_SET') } })
    expect(await requests('/private/canary')).toHaveLength(before)
  })
})
