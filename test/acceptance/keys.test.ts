import { expect, test } from 'vitest'
import { answer, at, bench, feedOf } from '#bench'

const KEY = 'k3yOfAMember9x8w7v6u'
const CODE = 'plain-but-secret'

const rss = (link: string, key: string) => `<rss version="2.0"><channel><title>Members’ letter</title><link>${link}</link>
<item><title>The hall gets a new roof</title><link>roof.html</link><guid isPermaLink="false">1</guid><description>&lt;p&gt;The &lt;a href="plan.html"&gt;plan&lt;/a&gt; and &lt;a href="?page=2"&gt;more&lt;/a&gt;.&lt;/p&gt;</description></item>
<item><title>The choir sings outside</title><link>${link.replaceAll('&', '&amp;')}</link><guid isPermaLink="false">2</guid><enclosure url="${at('/keys/song.mp3')}?code=${key}" type="audio/mpeg" length="9"/></item>
</channel></rss>`

const PAGES = ['', '.atom', '.rss', '.json', '.opml'].map((end) => `/feeds/letter${end}`)
const OTHERS = ['/', '/feeds.opml', '/status', '/status.json', '/status.atom', '/metrics', '/api/sources', '/api/stories']

test.each([
  ['in a path', `/keys/feeds/${KEY}/rss.xml`, KEY],
  ['as ?code=', `/keys/feed?code=${CODE}`, CODE],
  ['as ?access=', `/keys/feed?access=${CODE}&sort=date`, CODE],
])('R58 a key %s is shown nowhere, not in links that repeat it and not in relative ones', async (_, path, key) => {
  await answer(path, rss(at(path), key))
  const b = await bench([feedOf('letter', [at(path)])])
  expect(await b.refresh()).toMatchObject([{ outcome: 'updated', new: 2 }])
  const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { id: string }[] }
  for (const page of [...PAGES, ...OTHERS, ...stories.flatMap(({ id }) => [`/stories/${id}`, `/api/stories/${id}`])]) {
    const text = await (await b.get(page)).text()
    expect([page, text.includes(key)]).toEqual([page, false])
  }
  expect(await (await b.get('/feeds/letter.atom')).text()).toContain('The hall gets a new roof')
})
