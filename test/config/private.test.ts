import { describe, expect, test } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'
import { privateEverywhere } from '../../src/config/private.ts'
import type { FeedConfig } from '../../src/model/config.ts'

const read = (slug: string, source: string) =>
  readFeedConfig(`feeds/${slug}.yaml`, `title: A\nsources:\n  - url: https://example.com/key/rss\n${source}`, () => ({ urls: [] }))

const feed = (slug: string, source: string): FeedConfig => {
  const result = read(slug, source)
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result.feed
}

const HEADERS = '    name: Wire\n    headers:\n      Authorization: $EXAMPLE_AUTH\n'

test('headers make a source private: what is watched is a name without its address', () => {
  const [source] = feed('a', HEADERS).sources
  expect(source).toMatchObject({
    name: 'Wire',
    access: { address: 'https://example.com/key/rss', headers: { authorization: 'EXAMPLE_AUTH' } },
  })
  expect(source!.url).toMatch(/^private:\/\/example\.com\/[0-9a-f]{32}$/)
})

describe('mistakes are told', () => {
  test.each<[name: string, yaml: string, says: RegExp]>([
    ['no name', '    private: true\n', /needs a name/],
    ['the value itself', '    name: W\n    headers:\n      authorization: Bearer abc\n', /variable, like \$EXAMPLE_AUTH/],
    ['a header of ours', '    name: W\n    headers:\n      user-agent: $A\n', /user-agent is written by wirefold/],
    ['a conditional one', '    name: W\n    headers:\n      If-None-Match: $A\n', /if-none-match/],
    ['a cookie', '    name: W\n    headers:\n      cookie: $A\n', /cookie/],
    ['a setting of ours', '    name: W\n    headers:\n      x-key: $WIREFOLD_TOKEN\n', /WIREFOLD_TOKEN is a setting/],
    ['no header at all', '    name: W\n    headers:\n      "x key": $A\n', /no name of a header/],
  ])('%s', (_, yaml, says) => {
    expect(read('a', yaml)).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(says) }] })
  })
})

test('what is private in one feed is private in all, under one set of headers', () => {
  const open = feed('b', '    prefer: 3\n')
  const shared = privateEverywhere([feed('a', HEADERS), open])
  expect(shared).toMatchObject({ ok: true })
  const urls = shared.ok ? shared.feeds.map(({ sources }) => sources[0]!) : []
  expect(urls[0]!.url).toBe(urls[1]!.url)
  expect(urls[1]).toMatchObject({ name: 'Wire', prefer: 3, access: { headers: { authorization: 'EXAMPLE_AUTH' } } })
  const other = feed('c', HEADERS.replace('EXAMPLE', 'OTHER'))
  expect(privateEverywhere([feed('a', HEADERS), other])).toMatchObject({ ok: false, why: expect.stringContaining('other headers') })
})
