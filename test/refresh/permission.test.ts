import { describe, expect, test } from 'vitest'
import { DAY, SECOND } from '../../src/model/time.ts'
import { startErrand } from '../../src/refresh/permission.ts'
import { fresh, NOW, origin, refusal, rss } from './fakes.ts'

const ROBOTS = 'https://wire.example.org/robots.txt'
const closed = fresh('User-agent: *\nDisallow: /private')

describe('the requests of one visit', () => {
  test('go on for at most a minute and a half, also on a clock that is set back', () => {
    const site = origin({})
    const errand = startErrand(site)
    const hasTimeAfter = (duration: number) => ((site.clock.now = NOW + duration), errand.hasTime())
    expect([0, 89 * SECOND, 90 * SECOND, -89 * SECOND, -DAY].map(hasTimeAfter)).toEqual([true, true, false, true, false])
  })
})

describe('robots.txt', () => {
  test('is asked for once a visit and origin, and its rules hold', async () => {
    const site = origin({ [ROBOTS]: closed })
    const errand = startErrand(site)
    const answers = [await errand.allows('https://wire.example.org/a'), await errand.allows('https://wire.example.org/private/b')]
    expect(answers).toEqual([true, false])
    expect(site.log).toEqual([ROBOTS])
    expect(errand.robots().map(({ origin: at }) => at)).toEqual(['https://wire.example.org'])
  })

  test.each<[name: string, until: number, asked: boolean]>([
    ['remembered of today holds', NOW + DAY / 2, false],
    ['that is a day old is asked for again', NOW, true],
    ['written by a clock that was ahead is asked for again', NOW + 3 * DAY, true],
  ])('%s', async (_, until, asked) => {
    const site = origin({ [ROBOTS]: closed })
    const errand = startErrand(site, [{ origin: 'https://wire.example.org', rules: [], until }])
    expect(await errand.allows('https://wire.example.org/private/b')).toBe(!asked)
    expect(site.log.length > 0).toBe(asked)
  })

  test('of a server that is down allows nothing, one that is not there everything', async () => {
    expect(await startErrand(origin({ [ROBOTS]: refusal(503) })).allows('https://wire.example.org/a')).toBe(false)
    expect(await startErrand(origin({})).allows('https://wire.example.org/a')).toBe(true)
  })

  test.each([
    ['a server that is down', refusal(503), { status: 503, problem: { code: 'http-status' } }],
    ['a name that is not found', refusal(undefined, { problem: { code: 'dns', message: 'No such name.' } }), { problem: { code: 'dns' } }],
    ['a limit', refusal(429, { headers: { 'retry-after': '7' } }), { status: 429, headers: { 'retry-after': '7' } }],
  ])('R61 that cannot be read is told as %s, and asked for again at the next visit', async (_, answer, told) => {
    const errand = startErrand(origin({ [ROBOTS]: answer }))
    const refused = await errand.refusal('https://wire.example.org/a')
    expect(refused).toMatchObject(told)
    expect(refused?.problem.message).toMatch(/^The page may not be read as long as robots\.txt of its site cannot be: /)
    expect(errand.robots()).toEqual([])
  })

  test('R61 that forbids is told as that, and remembered', async () => {
    const errand = startErrand(origin({ [ROBOTS]: closed }))
    expect(await errand.refusal('https://wire.example.org/private/b')).toMatchObject({ problem: { code: 'robots' } })
    expect(await errand.refusal('https://wire.example.org/a')).toBeUndefined()
    expect(errand.robots()).toHaveLength(1)
  })

  test('does not speak of files, and is kept for six sites', async () => {
    const site = origin({})
    const errand = startErrand(site)
    expect(await errand.allows('file:///data/a.html')).toBe(true)
    expect(site.log).toEqual([])
    for (let n = 0; n < 9; n++) await errand.allows(`https://site${n}.example/`)
    expect(errand.robots()).toHaveLength(6)
    expect(errand.robots()[0]!.origin).toBe('https://site8.example')
  })
})

test('what a feed is asked with goes out as it is', async () => {
  const given = fresh(rss('a'))
  expect(await startErrand(origin({ 'https://wire.example.org/feed': given })).ask({ url: 'https://wire.example.org/feed' })).toEqual(given)
})
