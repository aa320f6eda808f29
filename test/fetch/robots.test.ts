import { describe, expect, test } from 'vitest'
import type { Fetched } from '../../src/model/fetched.ts'
import { startErrand } from '../../src/refresh/permission.ts'
import { parseRobots, readRobots, robotsAllow, robotsUrl } from '../../src/fetch/robots.ts'
import { withCpu } from '../cpu.ts'

const allows = (text: string, path: string) => robotsAllow({ rules: parseRobots(text, 'wirefold') }, `https://example.org${path}`)

describe('P41: what robots.txt says to us', () => {
  test.each<[string, string, string, boolean]>([
    ['nothing', '', '/a', true],
    ['everyone is kept out', 'User-agent: *\nDisallow: /', '/a', false],
    ['an empty Disallow allows', 'User-agent: *\nDisallow:', '/a', true],
    ['a path', 'user-agent:*\ndisallow:/news', '/news/1', false],
    ['another path', 'User-agent: *\nDisallow: /news', '/new', true],
    ['our group beats everyone’s', 'User-agent: *\nDisallow: /\n\nUser-agent: Wirefold/2.0\nDisallow: /private', '/news', true],
    ['our group, empty, allows all', 'User-agent: wirefold\nAllow:\nUser-agent: *\nDisallow: /', '/news', true],
    ['another’s group is not ours', 'User-agent: wirefolder\nDisallow: /\n', '/news', true],
    ['two agents share a group', 'User-agent: other\nUser-agent: wirefold\nDisallow: /x', '/x', false],
    [
      'our groups add up',
      'User-agent: wirefold\nDisallow: /x\nUser-agent: a\nDisallow: /\nUser-agent: wirefold\nDisallow: /y',
      '/y',
      false,
    ],
    ['the longest rule wins', 'User-agent: *\nDisallow: /a\nAllow: /a/feed', '/a/feed.xml', true],
    ['whichever comes first', 'User-agent: *\nAllow: /a/feed\nDisallow: /a', '/a/b', false],
    ['allow wins among equals', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a star', 'User-agent: *\nDisallow: /*/print', '/a/b/print/1', false],
    ['an end', 'User-agent: *\nDisallow: /*.xml$', '/a.xml?x', true],
    ['an end that is met', 'User-agent: *\nDisallow: /*.xml$', '/a.xml.xml', false],
    ['an exact path', 'User-agent: *\nDisallow: /a$', '/ab', true],
    ['the query counts', 'User-agent: *\nDisallow: /*?print', '/a?print=1', false],
    ['one spelling of escapes', 'User-agent: *\nDisallow: /%7Ea/日', '/~a/%E6%97%A5', false],
    ['comments and other lines', '# hello\nSitemap: /x\nUser-agent: * # all\nCrawl-delay: 5\nDisallow: /a # not this', '/a', false],
    ['CR alone ends a line', 'User-agent: *\rDisallow: /a', '/a', false],
    ['robots.txt itself', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['escapes in small letters', 'User-agent: *\nDisallow: /a%2fb', '/a%2Fb', false],
    ['escapes in capitals', 'User-agent: *\nDisallow: /a%2Fb', '/a%2fb', false],
    ['an escaped slash is no slash', 'User-agent: *\nDisallow: /a%2fb', '/a/b', true],
    ['half a character', 'User-agent: *\nDisallow: /a\uD800', '/b', true],
    ['a broken escape', 'User-agent: *\nDisallow: /%zz', '/%zz', false],
  ])('%s', (_, text, path, expected) => {
    expect(allows(text, path)).toBe(expected)
  })
})

test.each<[string, Fetched, boolean]>([
  ['it is missing', { kind: 'failed', status: 404, problem: { code: 'http-status', message: '' }, redirects: [] }, true],
  ['it is forbidden', { kind: 'failed', status: 403, problem: { code: 'http-status', message: '' }, redirects: [] }, true],
  ['we are limited', { kind: 'failed', status: 429, problem: { code: 'http-status', message: '' }, redirects: [] }, false],
  ['the server is broken', { kind: 'failed', status: 503, problem: { code: 'http-status', message: '' }, redirects: [] }, false],
  ['it cannot be reached', { kind: 'failed', problem: { code: 'timeout', message: '' }, redirects: [] }, false],
])('P41: when %s', (_, fetched, expected) => {
  const robots = readRobots(fetched, 'wirefold', 0)
  expect([robotsAllow(robots, 'https://example.org/a'), robots.until]).toEqual([expected, 86_400_000])
})

test('it is asked for at the root of the site', () => {
  expect(robotsUrl('https://user@example.org:8080/a/b?c#d')).toBe('https://user@example.org:8080/robots.txt')
})

test('hostile rules cost little time', () => {
  const text = `User-agent: *\n${`Disallow: /${'*a'.repeat(2000)}$\n`.repeat(100)}`
  const [, took] = withCpu(() => allows(text, `/${'a'.repeat(5000)}b`))
  expect(took).toBeLessThan(3000)
})

test('what a source remembers of large files stays far below a row of the store', async () => {
  const text = `User-agent: *\n${Array.from({ length: 1000 }, (_, n) => `Disallow: /${'long/'.repeat(60)}${n}\n`).join('')}`
  const file: Fetched = {
    kind: 'fresh',
    url: '',
    status: 200,
    headers: {},
    bytes: new TextEncoder().encode(text),
    redirects: [],
    truncated: false,
  }
  const errand = startErrand({ fetch: async () => file, now: () => 0 })
  for (const host of ['a', 'b', 'c', 'd', 'e', 'f']) expect(await errand.allows(`https://${host}.example/news`)).toBe(true)
  expect(JSON.stringify(errand.robots()).length).toBeLessThan(250_000)
})
