import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newsstand, PUBLIC, SECRETS, type Newsstand } from './newsstand.ts'

let stand: Newsstand
beforeAll(async () => {
  stand = await newsstand()
}, 60_000)
afterAll(async () => {
  await stand?.[Symbol.asyncDispose]()
})

describe('R49 what is public holds no secret', () => {
  test('keys in the addresses of sources are in no public document', async () => {
    for (const path of PUBLIC) {
      const text = await (await fetch(stand.wirefold.url + path)).text()
      for (const secret of SECRETS)
        expect([path, text.includes(secret) || text.includes(encodeURIComponent(secret))]).toEqual([path, false])
    }
    expect(await (await fetch(`${stand.wirefold.url}/feeds/news.opml`)).text()).toContain('api_key=***&amp;page=1')
  })

  test('nor anything of the machine', async () => {
    const odd = [
      '/status.json?source=nobody',
      '/api/stories?limit=x',
      '/nothing',
      '/api/stories/%00',
      '/feeds/..%2f',
      '/status.json?source=%00',
    ]
    for (const path of [...PUBLIC, ...odd])
      expect([
        path,
        /SQLITE|SELECT |\/work|\/tmp|\/home|node:|\.ts:\d|ECONN|EAI_/.exec(await (await fetch(stand.wirefold.url + path)).text())?.[0],
      ]).toEqual([path, undefined])
  })

  test('the true addresses are asked, and who may start a refresh may name either', async () => {
    for (const secret of SECRETS) expect(stand.origin.hits.some((hit) => hit.includes(secret))).toBe(true)
    const { sources } = (await (await fetch(`${stand.wirefold.url}/api/sources`)).json()) as { sources: { url: string }[] }
    const masked = sources.find(({ url }) => url.includes('feed_token'))!.url
    expect(masked).toMatch(/feed_token=\*\*\*$/)
    for (const url of [masked, stand.sources[5]!]) expect((await stand.post(JSON.stringify({ sources: [url] }))).status).toBe(202)
    expect((await fetch(`${stand.wirefold.url}/status.json?source=${encodeURIComponent(masked)}`)).status).toBe(200)
  })
})
