import { describe, expect, test } from 'vitest'
import type { Build, PageState } from '../../src/model/page-state.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { buildOf, seeBuild } from '../../src/refresh/build.ts'
import { NOW } from './fakes.ts'

const FRONT: Build = { kind: 'list', items: 12, isDated: true, host: 'wire.example.org' }

describe('what a page is built like', () => {
  const item = (link: string, published?: string) => ({
    link,
    ...(published === undefined ? {} : { published }),
    links: [],
    authors: [],
    contributors: [],
    categories: [],
    enclosures: [],
  })
  const feed = (...items: ReturnType<typeof item>[]) => buildOf({ items } as unknown as Parameters<typeof buildOf>[0])
  test.each<[name: string, build: Build, expected: Build]>([
    ['one article', feed(item('https://a.example/1', 'May')), { kind: 'article', items: 1, isDated: true, host: 'a.example' }],
    [
      'half of them dated',
      feed(item('https://a.example/1', 'May'), item('https://a.example/2')),
      { kind: 'list', items: 2, isDated: true, host: 'a.example' },
    ],
    [
      'fewer than half',
      feed(item('https://a.example/1', 'May'), item('https://a.example/2'), item('https://a.example/3')),
      { kind: 'list', items: 3, isDated: false, host: 'a.example' },
    ],
    [
      'most on another host',
      feed(item('https://a.example/1'), item('https://b.example/2'), item('https://b.example/3')),
      { kind: 'list', items: 3, isDated: false, host: 'b.example' },
    ],
  ])('%s', (_, build, expected) => {
    expect(build).toEqual(expected)
  })
})

describe('a page that was read', () => {
  test.each<[name: string, before: Build | undefined, now: Build, known: boolean, isOther: boolean]>([
    ['for the first time', undefined, FRONT, false, false],
    ['as it was', FRONT, FRONT, false, false],
    ['with fewer articles, but more than a third', FRONT, { ...FRONT, items: 5 }, false, false],
    ['with a third of its articles', FRONT, { ...FRONT, items: 4 }, false, true],
    ['as one article', FRONT, { ...FRONT, kind: 'article', items: 1 }, false, true],
    ['without its dates', FRONT, { ...FRONT, isDated: false }, false, true],
    ['with dates, where there were none', { ...FRONT, isDated: false }, FRONT, false, false],
    ['with links to another host', FRONT, { ...FRONT, host: 'parked.example' }, false, true],
    ['with links to another host, some known', FRONT, { ...FRONT, host: 'parked.example' }, true, false],
    ['a list too short to tell', { ...FRONT, items: 2 }, { ...FRONT, host: 'parked.example' }, false, false],
    ['a list just long enough to tell', { ...FRONT, items: 3 }, { ...FRONT, host: 'parked.example' }, false, true],
  ])('%s', (_, before, now, known, isOther) => {
    const seen = seeBuild(before ? { build: before } : {}, now, known, NOW)
    expect(seen.isOther).toBe(isOther)
    expect(seen.state.build).toEqual(isOther ? before : now)
    expect(seen.state.doubt !== undefined).toBe(isOther)
  })

  const PARKED: Build = { ...FRONT, host: 'parked.example' }
  /** Visits at these hours, each of which shows the new build. */
  const after = (...hours: readonly number[]) =>
    hours.reduce<{ state: PageState; isOther: boolean }>(({ state }, hour) => seeBuild(state, PARKED, false, NOW + hour * HOUR), {
      state: { build: FRONT },
      isOther: false,
    })

  test.each<[name: string, hours: readonly number[], isOther: boolean]>([
    ['once', [0], true],
    ['twice, a day apart', [0, 24], true],
    ['three times within a day', [0, 1, 23], true],
    ['three times over a day', [0, 12, 24], false],
    ['many times within a day', [0, 1, 2, 3, 4, 5], true],
  ])('another build that was seen %s is believed late', (_, hours, isOther) => {
    expect(after(...hours).isOther).toBe(isOther)
  })

  test('a doubt that is itself another begins anew, and so does one of a clock that was ahead', () => {
    const doubting = after(0, 12).state
    const third = seeBuild(doubting, { ...FRONT, host: 'other.example' }, false, NOW + DAY)
    expect(third.state.doubt).toMatchObject({ visits: 1, since: NOW + DAY })
    expect(seeBuild(doubting, PARKED, false, NOW - DAY).state.doubt).toMatchObject({ visits: 1, since: NOW - DAY })
  })

  test('a doubt goes when the page is as it was', () => {
    expect(seeBuild(after(0, 12).state, FRONT, false, NOW + DAY).state).toEqual({ build: FRONT })
  })
})
