import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inOrder, winner, type Contender } from '../../src/curate/winner.ts'
import { DAY, HOUR } from '../../src/model/time.ts'

const START = Date.UTC(2026, 0, 10)
const copy = (id: string, length: number, after = 0, source = `https://${id}.example/feed`): Contender => ({
  id,
  source,
  text: 'x'.repeat(length),
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
  test.each(ROWS)('%s', (_, copies, expected) => expect(winner(copies, none).id).toBe(expected))

  test('is, of those found within one hour, the first by its date', () => {
    const copies = [
      { ...copy('a', 1000), at: START - HOUR },
      { ...copy('b', 1000), at: START - 2 * HOUR },
    ]
    expect(winner(copies, none).id).toBe('b')
  })

  test('is that of the preferred source, however short and late', () => {
    const copies = [copy('a', 1000), copy('b', 10, 3 * DAY)]
    expect(winner(copies, (source) => (source.includes('//b.') ? 10 : 0)).id).toBe('b')
  })

  test('is the one chosen by hand, as long as it is a copy', () => {
    const copies = [copy('a', 1000), copy('b', 10, HOUR)]
    expect(winner(copies, none, 'b').id).toBe('b')
    expect(winner(copies, none, 'gone').id).toBe('a')
  })
})

test('the policy does not depend on the order of copies, and loses none', () => {
  const contender = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), length: fc.nat(2000), after: fc.nat(2 * DAY) })
  fc.assert(
    fc.property(fc.uniqueArray(contender, { selector: ({ id }) => id, minLength: 1 }), (given) => {
      const copies = given.map(({ id, length, after }) => copy(id, length, after))
      const ordered = inOrder(copies, none)
      expect(inOrder(copies.toReversed(), none)).toEqual(ordered)
      expect(ordered.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(copies.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    }),
  )
})
