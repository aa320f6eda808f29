import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contenders, winner } from '../../src/curate/winner.ts'
import type { Contender } from '../../src/model/standing.ts'
import { DAY, HOUR } from '../../src/model/time.ts'

const START = Date.UTC(2026, 0, 10)
const copy = (id: string, length: number, after = 0, source = `https://${id}.example/feed`): Contender => ({
  id,
  source,
  chars: length,
  firstSeen: START + after,
  at: START + after,
})
const none = (): number => 0

describe('the copy that is shown', () => {
  const ROWS: readonly (readonly [string, readonly Contender[], string])[] = [
    ['is the earliest of equals', [copy('b', 1000, HOUR), copy('a', 1000)], 'a'],
    ['is the fullest of the first day', [copy('a', 200), copy('b', 1000, HOUR)], 'b'],
    ['is not one that is a little longer', [copy('a', 1000), copy('b', 1400, HOUR)], 'a'],
    ['is the earlier of two full ones', [copy('a', 100), copy('b', 1000, HOUR), copy('c', 1300, 2 * HOUR)], 'b'],
    ['does not change after the first day', [copy('a', 200), copy('b', 1000, DAY + HOUR)], 'a'],
    ['is the only one there is', [copy('a', 0)], 'a'],
  ]
  test.each(ROWS)('%s', (_, copies, expected) => expect(winner(copies, { of: none }).id).toBe(expected))

  test('is, of those found within one hour, the first by its date', () => {
    const copies = [
      { ...copy('a', 1000), at: START - HOUR },
      { ...copy('b', 1000), at: START - 2 * HOUR },
    ]
    expect(winner(copies, { of: none }).id).toBe('b')
  })

  test('is that of the preferred source, however short and late', () => {
    const copies = [copy('a', 1000), copy('b', 10, 3 * DAY)]
    expect(winner(copies, { of: (source) => (source.includes('//b.') ? 10 : 0) }).id).toBe('b')
  })

  test('is the one chosen by hand, as long as it is a copy', () => {
    const copies = [copy('a', 1000), copy('b', 10, HOUR)]
    expect(winner(copies, { of: none, byHand: 'b' }).id).toBe('b')
    expect(winner(copies, { of: none, byHand: 'gone' }).id).toBe('a')
  })
})

const contender = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  chars: fc.nat(2000),
  after: fc.nat(2 * DAY),
  early: fc.nat(3 * HOUR),
})
const preferred = (source: string): number => (/[aeh]/.test(source.charAt(8)) ? 1 : 0)
const several = fc.uniqueArray(contender, { selector: ({ id }) => id, minLength: 1 }).map((given) =>
  given.map(({ id, chars, after, early }) => {
    const made = copy(id, chars, after)
    return { ...made, at: made.at - early }
  }),
)

test('the policy does not depend on the order of copies', () => {
  fc.assert(
    fc.property(several, fc.constantFrom(none, preferred), (copies, of) => {
      expect(winner(copies.toReversed(), { of })).toEqual(winner(copies, { of }))
    }),
  )
})

test('the copies that contend decide as all do, and go on doing so when they are all that is remembered', () => {
  fc.assert(
    fc.property(several, fc.constantFrom(none, preferred), (copies, of) => {
      let remembered: Contender[] = []
      // copies come in the order in which they are first seen
      const arrived = copies.toSorted((a, b) => a.firstSeen - b.firstSeen)
      for (const [n, arrival] of arrived.entries()) {
        const preference = { of, first: arrived[0]!.firstSeen }
        remembered = contenders([...remembered, arrival], preference)
        expect(winner(remembered, preference)).toBe(winner(arrived.slice(0, n + 1), { of }))
      }
    }),
    { numRuns: 1000 },
  )
})
