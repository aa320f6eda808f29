import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnyDate } from '../../src/parse/dates.ts'
import { plainDate } from '../../src/parse/plain-dates.ts'

test.each([
  ['Thu, 01 Jan 2026 09:30:00 GMT', '2026-01-01T09:30:00.000Z'],
  ['1 Jan 2026 09:30:00 +0900', '2026-01-01T00:30:00.000Z'],
  ['2026-01-01T09:30:00Z', '2026-01-01T09:30:00.000Z'],
  ['2026-01-01T09:30:00.125-03:30', '2026-01-01T13:00:00.125Z'],
])('%s', (written, iso) => {
  expect(new Date(plainDate(written)!).toISOString()).toBe(iso)
})

test.each([
  'Thu, 01 Foo 2026 09:30:00 GMT',
  '30 Feb 2026 09:30:00 GMT',
  '2026-13-01T09:30:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01 09:30:00Z',
  '01 Jan 26 09:30:00 GMT',
  '2026-01-01T09:30:00+19:00',
  '',
])('not %s', (written) => {
  expect(plainDate(written)).toBeUndefined()
})

test('the short way says what the long way says', () => {
  const two = (n: number): string => String(n).padStart(2, '0')
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
  const part = (max: number) => fc.nat(max)
  fc.assert(
    fc.property(
      fc.integer({ min: 1990, max: 2037 }),
      part(13),
      part(32),
      part(24),
      part(60),
      part(60),
      fc.integer({ min: -14, max: 15 }),
      (y, mo, d, h, mi, s, z) => {
        const sign = z < 0 ? '-' : '+'
        const zone = two(Math.abs(z))
        for (const written of [
          `Mon, ${two(d)} ${months[mo] ?? 'Jan'} ${y} ${two(h)}:${two(mi)}:${two(s)} ${sign}${zone}30`,
          `${d} ${months[mo] ?? 'Jan'} ${y} ${two(h)}:${two(mi)}:${two(s)} GMT`,
          `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}${sign}${zone}:00`,
          `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}.250Z`,
        ]) {
          const short = plainDate(written)
          if (short !== undefined) expect([written, short]).toEqual([written, parseAnyDate(written)])
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
