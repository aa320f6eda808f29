import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts'
import { feed, sent, START, watch, type Reply } from './watch.ts'

const fresh = (count: number): readonly [string, readonly string[], string] => [
  '200 OK',
  [`ETag: "${count}"`],
  feed([`n${count}`, `n${count + 1}`]),
]

describe('P21 a moved source', () => {
  const moved =
    (status: string): Reply =>
    ({ target }, count) =>
      target === '/feed' ? [status, ['Location: /new']] : fresh(count)

  test.each(['301 Moved Permanently', '308 Permanent Redirect'])(
    '%s is believed after three visits over a day, and then the old address is left alone',
    async (status) => {
      await using watching = await watch(moved(status), { every: 6 * HOUR })
      await watching.pass(23 * HOUR, 10 * MINUTE)
      const ids = await watching.ids()
      expect((await watching.source()).state.fetchUrl).toBeUndefined()
      await watching.pass(2 * DAY, 10 * MINUTE)
      expect((await watching.source()).state.fetchUrl).toBe(`${watching.server.url}/new`)
      const targets = watching.requests.map(({ target }) => target)
      expect(targets.slice(targets.lastIndexOf('/feed') + 1).length).toBeGreaterThan(4)
      const after = await watching.ids()
      expect(ids.every((id) => after.includes(id))).toBe(true)
    },
  )

  test('P22 302, 303 and 307 never are', async () => {
    for (const status of ['302 Found', '303 See Other', '307 Temporary Redirect']) {
      await using watching = await watch(moved(status), { every: 12 * HOUR })
      await watching.pass(5 * DAY, HOUR)
      expect((await watching.source()).state.fetchUrl).toBeUndefined()
      expect(watching.requests.filter(({ target }) => target === '/feed').length).toBe(watching.requests.length / 2)
    }
  })

  test('one whose new address goes missing is asked at its old one again, without the other’s validators', async () => {
    let gone = false
    await using watching = await watch(
      ({ target }, count) => {
        if (target === '/feed') return gone ? fresh(count) : ['301 Moved Permanently', ['Location: /new']]
        return gone ? ['404 Not Found'] : fresh(count)
      },
      { every: 6 * HOUR },
    )
    await watching.pass(3 * DAY, HOUR)
    expect((await watching.source()).state.fetchUrl).toBe(`${watching.server.url}/new`)
    gone = true
    await watching.pass(DAY, HOUR)
    expect((await watching.source()).state.fetchUrl).toBeUndefined()
    const again = watching.requests.findLastIndex(({ target }) => target === '/new')
    expect(watching.requests[again + 1]).toMatchObject({ target: '/feed' })
    expect(sent(watching.requests[again + 1], 'if-none-match')).toBeUndefined()
    expect(sent(watching.requests[again + 2], 'if-none-match')).toBeDefined()
  })

  test('P23 a login page is not a new home', async () => {
    const portal: Reply = ({ target, at }) => {
      if (target === '/login') return ['200 OK', ['ETag: "l"'], '<!doctype html><title>Log in</title><form></form>']
      return at === START ? fresh(1) : ['301 Moved Permanently', ['Location: /login']]
    }
    await using watching = await watch(portal, { every: 6 * HOUR })
    await watching.pass(5 * DAY, HOUR)
    const source = await watching.source()
    expect(source).toMatchObject({ outcome: 'failed', validators: { etag: '"1"' } })
    for (const seen of watching.requests.slice(1)) expect(sent(seen, 'if-none-match')).toBe(seen.target === '/feed' ? '"1"' : undefined)
    expect(source.state.fetchUrl).toBeUndefined()
    expect(await watching.items()).toBe(2)
  })
})

test('P24 a loop and a long chain are one failure each, with no storm of retries', async () => {
  await using loop = await watch(({ target }) => ['302 Found', [`Location: ${target === '/feed' ? '/other' : '/feed'}`]])
  await loop.pass(30 * MINUTE)
  expect([loop.requests.length, (await loop.source()).problem?.code]).toEqual([2, 'redirect-loop'])
  await using chain = await watch(({ target }) => ['302 Found', [`Location: ${target}x`]])
  await chain.pass(30 * MINUTE)
  expect([chain.requests.length, (await chain.source()).problem?.code]).toEqual([6, 'too-many-redirects'])
})

test('P35 two hundred new sources are not visited all at once, nor later', async () => {
  const paths = Array.from({ length: 200 }, (_, i) => `/feed${i}`)
  let seed = 7
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  await using watching = await watch((_, count) => ['200 OK', [`ETag: "${count}"`], feed([`n${count}`])], { paths, random })
  await watching.pass(MINUTE, MINUTE)
  expect(watching.requests.length).toBeLessThanOrEqual(110)
  await watching.pass(HOUR, MINUTE)
  expect(new Set(watching.requests.map(({ target }) => target)).size).toBe(200)
  const due = (await watching.wire().store.sources()).map(({ dueAt }) => Math.floor(dueAt / SECOND))
  expect(new Set(due).size).toBeGreaterThan(150)
})

test('P41 a feed that the curator named is fetched whatever robots.txt says, and robots.txt is not even asked for', async () => {
  await using watching = await watch(({ target }) => (target === '/robots.txt' ? ['200 OK', [], 'User-agent: *\nDisallow: /'] : fresh(1)))
  await watching.pass(3 * HOUR)
  expect(new Set(watching.requests.map(({ target }) => target))).toEqual(new Set(['/feed']))
})

test('P44 spellings of one address are one request', async () => {
  await using watching = await watch(() => fresh(1), { paths: ['/feed', '/feed'] })
  await watching.pass(MINUTE)
  expect(watching.requests.length).toBe(1)
})

describe('R8 clocks that jump', () => {
  test('ten years ahead: every source once, and the next visits spread', async () => {
    let seed = 3
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    await using watching = await watch((_, count) => fresh(count), { paths: Array.from({ length: 40 }, (_, i) => `/f${i}`), random })
    await watching.pass(MINUTE)
    watching.jump(3652 * DAY)
    await watching.pass(10 * MINUTE)
    expect(watching.requests.length).toBe(80)
    const due = (await watching.wire().store.sources()).map(({ dueAt }) => dueAt - watching.now())
    expect(Math.max(...due) - Math.min(...due)).toBeGreaterThan(20 * MINUTE)
  })
  test('and back: nothing freezes', async () => {
    await using watching = await watch((_, count) => fresh(count))
    watching.jump(3652 * DAY)
    await watching.pass(MINUTE)
    watching.jump(-3652 * DAY)
    await watching.pass(2 * HOUR)
    expect(watching.requests.length).toBeGreaterThanOrEqual(3)
    expect(watching.requests.length).toBeLessThanOrEqual(5)
    expect(sent(watching.requests.at(-1), 'if-none-match')).toBeDefined()
  })
  test('a day back: no source waits longer than a day more', async () => {
    await using watching = await watch((_, count) => fresh(count))
    await watching.pass(MINUTE)
    watching.jump(-DAY)
    await watching.pass(26 * HOUR, 10 * MINUTE)
    expect(watching.requests.length).toBeGreaterThanOrEqual(2)
  })
})
