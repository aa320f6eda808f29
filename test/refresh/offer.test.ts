import { describe, expect, test } from 'vitest'
import type { RawLink } from '../../src/model/raw.ts'
import { offerOf, ranked } from '../../src/refresh/offer.ts'
import { startErrand } from '../../src/refresh/permission.ts'
import { article, fresh, origin, refusal, rss } from './fakes.ts'

const PAGE = 'https://wire.example.org/world'
const link = (href: string, more: Partial<RawLink> = {}): RawLink => ({ href, rel: 'alternate', type: 'application/rss+xml', ...more })
const FEED = fresh(rss('a'))

const offered = async (alternates: readonly RawLink[], answers: Parameters<typeof origin>[0], guess = false) => {
  const site = origin(answers)
  const offer = await offerOf({ url: PAGE, alternates }, startErrand(site), {}, guess, () => '')
  return { offer: offer?.url, isNamed: offer?.isNamed, asked: site.log.filter((line) => !/^pause|robots\.txt$/.test(line)) }
}

describe('feeds that a page names', () => {
  test.each<[name: string, alternates: readonly RawLink[], best: string | undefined]>([
    [
      'of this section before the site’s',
      [link('https://wire.example.org/feed'), link('https://wire.example.org/world/feed')],
      'https://wire.example.org/world/feed',
    ],
    [
      'by a media type of its own before one that many share',
      [link('https://wire.example.org/data', { type: 'text/xml' }), link('https://wire.example.org/feed')],
      'https://wire.example.org/feed',
    ],
    ['not a file', [link('file:///etc/feed')], undefined],
  ])('%s', (_, alternates, best) => {
    expect(ranked(alternates, PAGE)[0]).toBe(best)
  })

  test('each address once', () => {
    expect(ranked([link('https://wire.example.org/feed'), link('https://wire.example.org/feed')], PAGE)).toHaveLength(1)
  })
})

describe('the feed to watch in place of a page', () => {
  test('is the best that answers with a feed, and no page', async () => {
    const answers = {
      'https://wire.example.org/world/a': refusal(500),
      'https://wire.example.org/world/b': fresh(article('Council')),
      'https://wire.example.org/world/c': FEED,
    }
    const found = await offered(
      ['a', 'b', 'c', 'd'].map((name) => link(`https://wire.example.org/world/${name}`)),
      answers,
    )
    expect(found).toEqual({
      offer: 'https://wire.example.org/world/c',
      isNamed: true,
      asked: ['a', 'b', 'c'].map((name) => `https://wire.example.org/world/${name}`),
    })
  })

  test('is tried among three, no more', async () => {
    const found = await offered(
      ['a', 'b', 'c', 'd'].map((name) => link(`https://wire.example.org/${name}`)),
      { 'https://wire.example.org/d': FEED },
    )
    expect([found.offer, found.asked.length]).toEqual([undefined, 3])
  })

  test('is looked for at customary paths only where none is named, and only where that is allowed', async () => {
    const answers = { 'https://wire.example.org/feed/': FEED }
    expect(await offered([], answers)).toMatchObject({ offer: undefined, asked: [] })
    expect(await offered([], answers, true)).toMatchObject({ offer: 'https://wire.example.org/feed/', isNamed: false })
    const named = await offered([link('https://wire.example.org/gone')], answers, true)
    expect(named).toMatchObject({ offer: undefined, asked: ['https://wire.example.org/gone'] })
    expect((await offered([], {}, true)).asked).toHaveLength(3)
  })

  test('is not asked for where robots.txt forbids it', async () => {
    const answers = {
      'https://wire.example.org/robots.txt': fresh('User-agent: *\nDisallow: /feed'),
      'https://wire.example.org/feed': FEED,
    }
    expect(await offered([link('https://wire.example.org/feed')], answers)).toMatchObject({ offer: undefined, asked: [] })
  })
})
