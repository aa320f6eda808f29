import { describe, expect, test } from 'vitest'
import { publicAddress } from '../../src/address/public.ts'

describe('R49 addresses as the public may see them', () => {
  test.each([
    ['a key', 'https://example.org/rss?api_key=abc&page=2', 'https://example.org/rss?api_key=***&page=2'],
    ['a token, however short', 'https://example.org/rss?token=1', 'https://example.org/rss?token=***'],
    [
      'names of several words',
      'https://example.org/?rssToken=a&X-Amz-Signature=b&userkey=c',
      'https://example.org/?rssToken=***&X-Amz-Signature=***&userkey=***',
    ],
    ['a password and a session', 'https://example.org/?u=me&pass=x&sid=1', 'https://example.org/?u=me&pass=***&sid=***'],
    ['a long random value under any name', 'https://example.org/?q=0a1B2c3D4e5F6a7B8c9D', 'https://example.org/?q=***'],
    ['a query that is one', 'https://example.org/feed?0a1B2c3D4e5F6a7B8c9D', 'https://example.org/feed?***'],
    ['a UUID', 'https://example.org/?x=5ea17537-f11f-4532-8202-294d976b9d5c', 'https://example.org/?x=***'],
    ['a path that is called private', 'https://example.org/ical/private-0a1b2c3d4e5f6a7b8c9d/basic', 'https://example.org/ical/***/basic'],
    ['a path behind a word', 'https://example.org/feed/token/0a1b2c3d4e5f6a7b8c9d/rss', 'https://example.org/feed/token/***/rss'],
    ['R58 a code', 'https://example.org/rss?code=s3cret', 'https://example.org/rss?code=***'],
    ['R58 a code of some name', 'https://example.org/rss?accessCode=plain-words&page=2', 'https://example.org/rss?accessCode=***&page=2'],
    ['R58 an access', 'https://example.org/rss?access=members-only', 'https://example.org/rss?access=***'],
    ['R58 a path of a member', 'https://example.org/feeds/zkqQT5oVFsTX9xUd2mEZm8sd', 'https://example.org/feeds/***'],
    ['R58 the same as a file', 'https://example.org/u/0a1b2c3d4e5f6a7b8c9d.rss', 'https://example.org/u/***'],
    ['a fragment', 'https://example.org/?a=1#token=x', 'https://example.org/?a=1'],
    ['a file', 'file:///home/somebody/wirefold/data/sample/wire.xml', 'file:///data/sample/wire.xml'],
  ])('%s is masked', (_, address, shown) => expect(publicAddress(address)).toBe(shown))

  test.each([
    ['https://example.org/feed.xml'],
    ['https://example.org/videos.xml?channel_id=UC0a1B2c3D4e5F6a7B8c9Dxx'],
    ['https://example.org/search/rss?q=ukraine+OR+grain+when:1d&hl=en-US&gl=US&ceid=US:en'],
    ['https://example.org/?feed=rss2&cat=12,13&author=7'],
    ['https://example.org/shows/5ea17537-f11f-4532-8202-294d976b9d5c/feed'],
    ['https://example.org/rss?page=&sort=date&format=xml'],
    ['https://example.org/2024/11/a-long-headline-of-the-day-in-words/feed/'],
    ['https://example.org/rss?country_code=DEUT&langcode=en-GB&code=JP'],
    ['https://example.org/channel/UC0a1B2c3D4e5F6a7B8c9Dxx/rss'],
    ['https://example.org/accessibility/rss?accessible=yes&unicode=true1'],
    ['not an address'],
  ])('%s is shown as it is', (address) => expect(publicAddress(address)).toBe(address))

  test('what is masked stays so, and stays an address', () => {
    for (const address of [
      'https://example.org/?a=%zz&token=%00',
      'https://example.org/?token=a=b=c&&=&x',
      `https://example.org/?${'&token=x'.repeat(5000)}`,
    ]) {
      const shown = publicAddress(address)
      expect(publicAddress(shown)).toBe(shown)
      expect(URL.canParse(shown)).toBe(true)
    }
  })
})
