import type { Problem } from '../../src/model/problem.ts'
import type { ProblemCode } from '../../src/model/codes.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/model/time.ts'
import { outage, unanswered } from '../../src/monitor/outage.ts'
import type { Reach } from '../../src/store/port/monitor.ts'
import { signs, type Sight } from '../../src/monitor/signs.ts'
import { lulled, patience } from '../../src/monitor/state.ts'
import type { MonitorState } from '../../src/model/monitor-state.ts'
import { watch } from '../../src/monitor/watch.ts'
import { settings } from '../../src/config/settings.ts'
import { signature } from '../../src/monitor/webhook.ts'
import { readSecrets } from '../../src/config/webhook.ts'

const NOW = Date.UTC(2030, 5, 1)
const failure = (code: ProblemCode, status?: number, failures = 1, failingSince = NOW): Sight['found'] => ({
  kind: 'failed',
  problem: { code, message: 'No.' },
  status,
  failures,
  failingSince,
})
const sight = (found: Sight['found'], before: MonitorState = {}, more: Partial<Sight> = {}): Sight => ({
  now: NOW,
  before,
  failures: 0,
  found,
  lastSuccess: NOW - HOUR,
  ...more,
})
const read = (items: number, fresh: number, more: object = {}): Sight['found'] => ({ kind: 'read', items, fresh, renamed: 0, ...more })
/** Visited without a pause. */
const heard: MonitorState = { visited: NOW - HOUR, listening: NOW - 365 * DAY }
const known: MonitorState = { lastRead: NOW - HOUR, feedId: 'urn:a' }

/** Kinds that a visit says are so, or, with a minus, are over. */
const said = (input: Sight) =>
  Object.entries(signs(input)).flatMap(([kind, sign]) => (sign === undefined ? [] : sign === false ? [`-${kind}`] : [kind]))

describe('what a visit says', () => {
  const WELL = ['-broke', '-blocked']
  test.each<[string, Sight, string[]]>([
    ['the first failure: nothing', sight(failure('timeout')), []],
    ['the second within a day: nothing', sight(failure('timeout', undefined, 2, NOW - HOUR)), []],
    ['the second after a day', sight(failure('timeout', undefined, 2, NOW - DAY)), ['broke']],
    ['the third', sight(failure('timeout', undefined, 3, NOW - HOUR)), ['broke']],
    ['gone', sight(failure('http-status', 410)), ['broke']],
    ['a rate limit after many failures', sight(failure('http-status', 429, 9, NOW - 9 * DAY)), []],
    ['a bot challenge', sight(failure('bot-challenge', 403)), ['blocked']],
    ['unchanged', sight({ kind: 'unchanged' }), WELL],
    ['the first document: nothing is compared', sight(read(9, 9)), [...WELL, '-silent', '-churn', '-twin']],
    ['one new of nine', sight(read(9, 1), known), [...WELL, '-silent', '-gap', '-churn']],
    ['nine new of nine', sight(read(9, 9), known), [...WELL, '-silent', 'gap', '-churn', '-twin']],
    ['two new of two: too few to tell', sight(read(2, 2), known), [...WELL, '-silent', '-churn']],
    [
      'all new, another title and id',
      sight(read(9, 9, { id: 'urn:b', title: 'B' }), known, { title: 'A' }),
      [...WELL, '-silent', 'hands', '-churn', '-twin'],
    ],
    [
      'all new, another title, the same id',
      sight(read(9, 9, { id: 'urn:a', title: 'B' }), known, { title: 'A' }),
      [...WELL, '-silent', 'gap', '-churn', '-twin'],
    ],
    [
      'another title, but one item stays',
      sight(read(9, 8, { id: 'urn:b', title: 'B' }), known, { title: 'A' }),
      [...WELL, '-silent', '-gap', '-churn', '-twin'],
    ],
    ['half come back under new ids', sight(read(8, 0, { renamed: 4 }), known), [...WELL, '-gap', 'churn']],
    ['a known silence', sight({ kind: 'unchanged' }, { ...heard, lull: DAY, lulls: 9 }, { lastNew: NOW - 2 * DAY }), WELL],
    ['a longer one', sight({ kind: 'unchanged' }, { ...heard, lull: DAY, lulls: 9 }, { lastNew: NOW - 4 * DAY }), [...WELL, 'silent']],
    [
      'one that nobody listened to',
      sight({ kind: 'unchanged' }, { ...heard, visited: NOW - 20 * DAY, lull: DAY, lulls: 9 }, { lastNew: NOW - 21 * DAY }),
      WELL,
    ],
    [
      'a weekly source after a fortnight',
      sight({ kind: 'unchanged' }, { ...heard, lull: 7 * DAY, lulls: 9 }, { lastNew: NOW - 13 * DAY }),
      WELL,
    ],
    ['one that is hardly known', sight({ kind: 'unchanged' }, { ...heard, lull: HOUR, lulls: 2 }, { lastNew: NOW - 40 * DAY }), WELL],
  ])('%s', (_, input, expected) => expect(said(input)).toEqual(expected))
})

test('however it goes, an incident is open once, and what flaps is told once a day', () => {
  const found = fc.oneof(
    fc.nat(5).map((failures) => failure('timeout', undefined, failures + 1)),
    fc.constant(failure('bot-challenge', 403)),
    fc.constant(failure('http-status', 410)),
    fc.constant<Sight['found']>({ kind: 'unchanged' }),
    fc.record({ items: fc.nat(9), fresh: fc.nat(9) }).map(({ items, fresh }) => read(items, Math.min(items, fresh))),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(found, fc.integer({ min: 1, max: 30 })), { maxLength: 200 }), (visits) => {
      let state: MonitorState = {}
      let now = NOW
      const open = new Map<string, string>()
      const opened = new Map<string, number[]>()
      for (const [what, hours] of visits) {
        now += hours * HOUR
        const seen = watch('https://a.example.org/', { ...sight(what, state), now, lastNew: now - 9 * HOUR })
        for (const { id, kind } of seen.closed) {
          expect(open.get(kind)).toBe(id)
          open.delete(kind)
        }
        for (const { id, kind, closed } of seen.opened) {
          expect(open.has(kind)).toBe(false)
          if (closed === undefined) open.set(kind, id)
          if (kind !== 'recovered') opened.set(kind, [...(opened.get(kind) ?? []), now])
        }
        ;({ state } = seen)
      }
      for (const times of opened.values())
        for (const [n, time] of times.slice(1).entries()) expect(time - times[n]!).toBeGreaterThanOrEqual(DAY)
    }),
  )
})

test('a silence is forgotten by halves a month', () => {
  expect(lulled({ lull: 10 * DAY, lulls: 4 }, DAY).lull! / DAY).toBeCloseTo(9.77, 1)
  expect(lulled({ lull: DAY, lulls: 4 }, 30 * DAY).lull).toBe(30 * DAY)
  expect(patience({ lull: HOUR, lulls: 3 })).toBe(3 * DAY)
})

describe('whether it is us', () => {
  const reach: Reach = {
    open: false,
    answered: NOW - HOUR,
    sources: 10,
    hosts: 8,
    newlyFailing: 0,
    newlyFailingHosts: 0,
    newlyDistrusted: 0,
    newlyDistrustedHosts: 0,
  }
  const dns: Problem = { code: 'dns', message: '' }
  test.each<[string, Partial<Reach>, ProblemCode, number | undefined, boolean]>([
    ['one source fails', {}, 'dns', undefined, false],
    ['four bad certificates, and others answered', { newlyDistrusted: 3, newlyDistrustedHosts: 3 }, 'tls', undefined, false],
    [
      'a bad certificate beside two dead names',
      { newlyFailing: 1, newlyFailingHosts: 1, newlyDistrusted: 1, newlyDistrustedHosts: 1 },
      'dns',
      undefined,
      false,
    ],
    ['every certificate is bad', { newlyDistrusted: 9, newlyDistrustedHosts: 7 }, 'tls', undefined, true],
    [
      'three dead names, and the others were never asked yet',
      { answered: 0, newlyFailing: 2, newlyFailingHosts: 2 },
      'dns',
      undefined,
      false,
    ],
    ['all of them at the first visit', { answered: 0, newlyFailing: 9, newlyFailingHosts: 7 }, 'dns', undefined, true],
    ['two fail', { newlyFailing: 1, newlyFailingHosts: 1 }, 'dns', undefined, false],
    ['three of three servers fail', { newlyFailing: 2, newlyFailingHosts: 2 }, 'connect', undefined, true],
    ['three of one server fail', { newlyFailing: 2, newlyFailingHosts: 0 }, 'connect', undefined, false],
    ['one that was dead before is no witness', { newlyFailing: 2, newlyFailingHosts: 2 }, 'dns', NOW - DAY, false],
    ['it is known already', { open: true }, 'timeout', NOW - DAY, true],
    ['both of two fail', { sources: 2, hosts: 2, newlyFailing: 1, newlyFailingHosts: 1 }, 'dns', undefined, true],
    ['the only source fails', { sources: 1, hosts: 1 }, 'dns', undefined, false],
    ['all of the only server cannot be reached', { sources: 3, hosts: 1, newlyFailing: 2 }, 'connect', undefined, true],
    ['all of the only server answer late', { sources: 3, hosts: 1, newlyFailing: 2 }, 'timeout', undefined, false],
  ])('%s', (_, more, code, since, expected) => {
    expect(outage({ ...reach, ...more }, { ...dns, code }, since, NOW) !== undefined).toBe(expected)
  })

  test('a single server is not spared: we cannot know', () => {
    expect(outage({ ...reach, sources: 3, hosts: 1, newlyFailing: 2 }, dns, undefined, NOW)).toMatchObject({ spared: false })
    expect(unanswered({ code: 'timeout', message: '' }, 200)).toBe(false)
  })
})

describe('webhooks', () => {
  test('are signed as the specification’s own example', async () => {
    const [key] = readSecrets('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')!
    expect(await signature([key!], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  test.each([
    ['nothing', { WIREFOLD_WEBHOOK: 'https://hooks.example.org/' }],
    ['a word', { WIREFOLD_WEBHOOK: 'https://hooks.example.org/', WIREFOLD_WEBHOOK_SECRET: 'hunter2' }],
    ['too short a secret', { WIREFOLD_WEBHOOK: 'https://hooks.example.org/', WIREFOLD_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }],
    [
      'an address with a password',
      { WIREFOLD_WEBHOOK: 'https://me:word@hooks.example.org/', WIREFOLD_WEBHOOK_SECRET: `whsec_${'A'.repeat(43)}=` },
    ],
    ['a file', { WIREFOLD_WEBHOOK: 'file:///etc/passwd', WIREFOLD_WEBHOOK_SECRET: `whsec_${'A'.repeat(43)}=` }],
    ['too short a life', { WIREFOLD_RETAIN: '7d' }],
    ['a life of words', { WIREFOLD_RETAIN: 'long' }],
  ])('and settings: %s is refused with a sentence, which holds no secret', (_, env) => {
    expect(() => settings(env)).toThrow(/^WIREFOLD_(WEBHOOK|RETAIN) /)
    expect(() => settings(env)).not.toThrow(/hunter2|word@/)
  })

  test('and settings: two secrets sign both', async () => {
    const { webhook, retain } = settings({
      WIREFOLD_WEBHOOK: 'https://hooks.example.org/',
      WIREFOLD_WEBHOOK_SECRET: `whsec_${'A'.repeat(43)}= whsec_${'B'.repeat(43)}=`,
    })
    expect((await signature(webhook!.keys, 'a', 1, 'b')).split(' ')).toHaveLength(2)
    expect(retain).toBe(90 * DAY)
  })
})
