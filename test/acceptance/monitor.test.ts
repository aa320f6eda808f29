import type { ProblemCode } from '../../src/model/codes.ts'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import type { FeedConfig } from '../../src/model/config.ts'
import type { Incident } from '../../src/model/incident.ts'
import { signature } from '../../src/monitor/webhook.ts'
import { readSecrets } from '../../src/config/webhook.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'
import { bench, feedOf, type Bench } from '#bench'

const HOSTS = ['a', 'b', 'c', 'd'].map((name) => `https://${name}.example.org/feed`)

const words = (seed: string) => Array.from({ length: 30 }, (_, n) => `${seed}${n}`).join(' ')
const document = (title: string, names: readonly string[], guid = (name: string) => name) =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://${title.toLowerCase()}.example.org/</link>${names
    .map((name) => `<item><title>Report on ${name}</title><guid>${guid(name)}</guid><description>${words(name)}</description></item>`)
    .join('')}</channel></rss>`

const fresh = (
  url: string,
  body: string,
  more: { status?: number; redirects?: readonly { status: number; from: string; to: string }[] } = {},
): Fetched => ({
  kind: 'fresh',
  url,
  status: 200,
  headers: { 'content-type': 'application/rss+xml', etag: `"${body.length}${body.at(-40)}"`.replace(/[^"\w]/g, '') },
  bytes: new TextEncoder().encode(body),
  redirects: [],
  truncated: false,
  ...more,
})
const failed = (code: ProblemCode, status?: number, headers = {}): Fetched => ({
  kind: 'failed',
  problem: { code, message: `It failed with ${status ?? code}.` },
  headers,
  redirects: [],
  ...(status === undefined ? {} : { status }),
})

/** A newswire whose publishers are a function of the address, visited by force so that the clock alone decides. */
async function newsroom(answers: (url: string) => Fetched, urls = HOSTS.slice(0, 1), more: Partial<FeedConfig> = {}) {
  const b = await bench([feedOf('news', urls, more)])
  const wire: Newswire = { ...b.wire, forceFloor: 0, fetch: async ({ url }) => answers(url) }
  return {
    b,
    wire,
    visit: async (times = 1, apart = 2 * HOUR, which = urls) => {
      for (let n = 0; n < times; n++) {
        b.clock.now += apart
        for (const url of which) await refreshAll(wire, { urls: [url], force: true })
      }
    },
    told: async () => (await b.wire.store.incidents(100)).toSorted((x, y) => x.opened - y.opened || (x.kind < y.kind ? -1 : 1)),
  }
}
const kinds = (incidents: readonly Incident[]) => incidents.map(({ kind, closed }) => (closed === undefined ? kind : `${kind}.`))
const healthOf = async (b: Bench, n = 0) =>
  ((await (await b.get('/api/sources')).json()) as { sources: { state: string; sentence: string }[] }).sources[n]!

describe('incidents', () => {
  test('a source that fails three times broke, and recovers once', async () => {
    let ill = false
    const { b, visit, told } = await newsroom((url) => (ill ? failed('http-status', 500) : fresh(url, document('Wire', ['x']))))
    await visit(3)
    ill = true
    await visit(2)
    expect(kinds(await told())).toEqual([])
    expect(await healthOf(b)).toMatchObject({ state: 'failing' })
    await visit(4)
    expect(kinds(await told())).toEqual(['broke'])
    ill = false
    await visit(2)
    const [broke, recovered, ...rest] = await told()
    expect([broke!.kind, recovered!.kind, rest.length]).toEqual(['broke', 'recovered', 0])
    expect(broke!.closed).toBe(recovered!.opened)
    expect(await healthOf(b)).toMatchObject({ state: 'fresh' })
  })

  test.each([
    ['one failure in two visits raises nothing (R20)', (n: number) => n % 2 === 0, 60, []],
    ['four in a row, then two that work, over and over: one a day', (n: number) => n % 6 < 4, 72, 14],
  ] as const)('%s', async (_, fails, visits, expected) => {
    let n = 0
    const { visit, told } = await newsroom((url) => (fails(n++) ? failed('http-status', 500) : fresh(url, document('Wire', ['x']))))
    await visit(visits, 2 * HOUR)
    const seen = kinds(await told())
    if (typeof expected === 'number') expect(seen.length).toBeLessThanOrEqual(expected)
    else expect(seen).toEqual(expected)
  })

  test('410 is told at once; a rate limit never', async () => {
    let answer = failed('http-status', 429, { 'retry-after': '60' })
    const { b, visit, told } = await newsroom(() => answer)
    await visit(6, DAY)
    expect(kinds(await told())).toEqual([])
    expect(await healthOf(b)).toMatchObject({ state: 'rate-limited' })
    answer = failed('http-status', 410)
    await visit(1, DAY)
    expect(kinds(await told())).toEqual(['broke'])
    expect(await healthOf(b)).toMatchObject({ state: 'gone' })
  })

  test('a bot challenge is named as what it is', async () => {
    const { b, visit, told } = await newsroom(() => failed('bot-challenge', 403))
    await visit(3, DAY)
    expect(kinds(await told())).toEqual(['blocked'])
    expect(await healthOf(b)).toMatchObject({ state: 'blocked' })
  })

  test('a silence longer than it ever was is told, and its end', async () => {
    let newest = 0
    const { b, visit, told } = await newsroom((url) => fresh(url, document('Wire', ['old', `n${newest}`])))
    for (newest = 1; newest < 8; newest++) await visit(1, 8 * HOUR)
    newest = 7
    await visit(8, 8 * HOUR)
    expect(await healthOf(b)).toMatchObject({ state: 'quiet' })
    expect(kinds(await told())).toEqual([])
    await visit(3, 8 * HOUR)
    expect(kinds(await told())).toEqual(['silent'])
    expect(await healthOf(b)).toMatchObject({ state: 'late', sentence: expect.stringContaining('nothing new for 4 days') })
    newest = 8
    await visit(1, HOUR)
    expect(kinds(await told())).toEqual(['silent.'])
  })

  test('a feed that turned over completely has a gap; one whose guids change has none lost', async () => {
    let n = 0
    const names = () => [1, 2, 3, 4].map((k) => `n${n * 10 + k}`)
    const { visit, told } = await newsroom((url) => fresh(url, document('Wire', names())))
    await visit(1)
    n = 1
    await visit(1)
    n = 2
    await visit(1)
    expect(kinds(await told())).toEqual(['gap'])
  })

  test('guids that change at every visit are churn', async () => {
    let n = 0
    const { visit, told, wire } = await newsroom((url) =>
      fresh(
        url,
        document('Wire', ['one', 'two', 'three', 'four'], (name) => `${name}-${n}`),
      ),
    )
    for (n = 0; n < 4; n++) await visit(1)
    expect(kinds(await told())).toEqual(['churn'])
    expect(await wire.store.listed('', undefined, 100)).toHaveLength(4)
  })

  test('another publisher at the address changes hands (R21)', async () => {
    let mine = true
    const { visit, told } = await newsroom((url) =>
      fresh(url, mine ? document('Wire', ['one', 'two', 'three']) : document('Casino', ['roulette', 'poker', 'blackjack'])),
    )
    await visit(3)
    mine = false
    await visit(2)
    const incidents = await told()
    expect(kinds(incidents)).toEqual(['hands'])
    expect(incidents[0]!.sentence).toContain('“Wire” is now called “Casino”')
  })

  test('two sources that are one feed', async () => {
    const { visit, told } = await newsroom((url) => fresh(url, document('Wire', ['one', 'two', 'three', 'four'])), HOSTS.slice(0, 2))
    await visit(2)
    expect(kinds(await told())).toEqual(['twin'])
  })

  test('a permanent redirect that holds is a move', async () => {
    const { b, visit, told } = await newsroom((url) =>
      fresh(url, document('Wire', ['one']), { redirects: [{ status: 301, from: url, to: 'https://new.example.org/feed?key=secret' }] }),
    )
    await visit(6, 9 * HOUR)
    expect(kinds(await told())).toEqual(['moved'])
    const health = await healthOf(b)
    expect(health).toMatchObject({ state: 'moved' })
    expect(JSON.stringify([await told(), health])).not.toContain('secret')
  })
})

describe('failures are counted once, for the pauses, the incidents and the status', () => {
  const fail = (status: number, headers = {}) => failed('http-status', status, headers)

  test('a rate limit between failures is none of them', async () => {
    const answers = [500, 429, 500, 429, 500, 429].map((status) => fail(status))
    let n = 0
    const { b, visit, told, wire } = await newsroom(() => answers[n++]!)
    await visit(5)
    expect(await healthOf(b)).toMatchObject({ failures: 3, state: 'failing' })
    expect((await told())[0]!.sentence).toContain('could not be read at 3 visits in a row')
    await visit(1)
    expect(await healthOf(b)).toMatchObject({ failures: 3, state: 'rate-limited' })
    expect((await wire.store.sources())[0]!.state).not.toHaveProperty('monitor.failures')
  })

  test('a source that only limits us has not failed, though its last visit did not work', async () => {
    const { b, visit } = await newsroom(() => fail(429, { 'retry-after': '60' }))
    await visit(4)
    expect(await healthOf(b)).toMatchObject({ failures: 0, state: 'rate-limited' })
    expect(await healthOf(b)).not.toHaveProperty('failingSince')
    const metrics = await (await b.get('/metrics')).text()
    expect(metrics).toMatch(/^wirefold_source_up\{[^}]*\} 0$/m)
    expect(metrics).toMatch(/^wirefold_source_failures\{[^}]*\} 0$/m)
  })

  test('a server that is down for days is told, also where it asks for patience each time', async () => {
    const { visit, told } = await newsroom(() => fail(503, { 'retry-after': '60' }))
    await visit(4, DAY)
    expect(kinds(await told())).toEqual(['broke'])
  })

  test('a clock that was ahead puts no failure into the future', async () => {
    const { b, visit, told } = await newsroom(() => fail(500))
    await visit(1)
    const ahead = b.clock.now
    await visit(2, -DAY)
    const { failingSince } = (await healthOf(b)) as unknown as { failingSince: string }
    expect(Date.parse(failingSince)).toBeLessThanOrEqual(ahead - 2 * DAY)
    expect((await told()).length).toBe(1)
  })

  test('whom a server limited yesterday is a witness of an outage today', async () => {
    let answer: (url: string) => Fetched = (url) => (url === HOSTS[0] ? fail(429) : fresh(url, document(url[8]!, [url[8]!])))
    const { visit, told } = await newsroom((url) => answer(url), HOSTS.slice(0, 2))
    await visit(2, DAY)
    answer = () => failed('dns')
    await visit(1, DAY)
    expect(kinds(await told())).toEqual(['offline'])
  })

  test('where the one server of all is silent nobody is blamed, though the pauses grow', async () => {
    const two = ['https://a.example.org/one', 'https://a.example.org/two']
    let answer: (url: string) => Fetched = (url) => fresh(url, document('Wire', [url.at(-1)!]))
    const { b, visit, wire, told } = await newsroom((url) => answer(url), two)
    await visit(1)
    answer = () => failed('connect')
    await visit(5)
    expect([kinds(await told()), (await healthOf(b, 0)).state, (await healthOf(b, 1)).state]).toEqual([
      ['offline'],
      'unreached',
      'unreached',
    ])
    expect(await healthOf(b)).toMatchObject({ failures: 0 })
    const { dueAt, lastVisit } = (await wire.store.sources())[0]!
    expect(dueAt - lastVisit!).toBeGreaterThan(12 * HOUR)
    answer = () => fail(500)
    await visit(1)
    // what was our outage is not held against it now
    expect(await healthOf(b)).toMatchObject({ state: 'failing', failures: 1 })
    expect(kinds(await told())).toEqual(['offline.'])
  })
})

describe('an outage of our own', () => {
  test('is one incident, and no source is blamed', async () => {
    let down = false
    const { b, wire, visit, told } = await newsroom(
      (url) => (down ? failed(url.includes('a.') ? 'dns' : 'connect') : fresh(url, document(url[8]!, [url[8]!]))),
      HOSTS,
    )
    await visit(2)
    down = true
    await visit(5)
    expect((await told()).map(({ kind, source, closed }) => [kind, source, closed])).toEqual([['offline', '', undefined]])
    for (const source of await wire.store.sources()) {
      expect(source).toMatchObject({ failures: 0, problem: { code: 'offline' } })
      expect(source.failingSince).toBeUndefined()
      expect(source.dueAt - b.clock.now).toBeLessThan(2 * HOUR)
    }
    down = false
    await visit(1)
    expect(kinds(await told())).toEqual(['offline.'])
    expect((await wire.store.sources()).map(({ problem }) => problem)).toEqual([undefined, undefined, undefined, undefined])
  })

  test('one dead server among others that answer is no outage', async () => {
    const { visit, told } = await newsroom((url) => (url === HOSTS[0] ? failed('dns') : fresh(url, document('Wire', ['x']))), HOSTS)
    await visit(6)
    expect(kinds(await told()).filter((kind) => !kind.startsWith('twin'))).toEqual(['broke'])
  })
})

describe('/status.atom', () => {
  test('is a feed of incidents with permanent ids, which readers ask for conditionally', async () => {
    const { b, visit, told } = await newsroom(() => failed('http-status', 500))
    const empty = await b.get('/status.atom')
    expect(empty.status).toBe(200)
    expect((await b.get('/status.atom', { 'if-none-match': empty.headers.get('etag')! })).status).toBe(304)
    await visit(4)
    const response = await b.get('/status.atom', { 'if-none-match': empty.headers.get('etag')! })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const text = await response.text()
    const [incident] = await told()
    expect(text).toContain(`<id>tag:news.example.org,2011:incident/${incident!.id}</id>`)
    expect(text).toContain(`<updated>${new Date(incident!.opened).toISOString().replace('.000Z', 'Z')}</updated>`)
    expect(text).toContain('<title type="text">a.example.org: broke</title>')
    expect((await b.head('/status.atom')).headers.get('etag')).toBe(response.headers.get('etag'))
    expect(await (await b.get('/status')).text()).toContain('a.example.org: broke')
  })

  test('and no curated feed ever shows one', async () => {
    const { b, visit } = await newsroom(() => failed('http-status', 500))
    await visit(4)
    expect(await (await b.get('/feeds/news.atom')).text()).not.toContain('<entry')
  })
})

test('/status.json?source= gives the history of visits, and says which source it does not know', async () => {
  const { b, visit } = await newsroom((url) => fresh(url, document('Wire', ['x', 'y'])))
  await visit(60)
  const response = await b.get(`/status.json?source=${encodeURIComponent(HOSTS[0]!)}`)
  const status = (await response.json()) as {
    history: { outcome: string; bytes: number }[]
    visits: number
    items: number
    newItems: number
    nextReason: string
  }
  expect(status.history).toHaveLength(50)
  expect(status).toMatchObject({ visits: 60, items: 2, newItems: 2, nextReason: expect.any(String) })
  expect((await b.get('/status.json?source=nope')).status).toBe(400)
  expect(response.headers.get('cache-control')).toBe('no-cache')
})

describe('webhooks', () => {
  const SECRET = `whsec_${btoa('a secret of thirty-two bytes, ok')}`
  const keys = readSecrets(SECRET)!

  test('tell of an incident and of its end, signed, until they are taken', async () => {
    const posts: { headers: Headers; body: string }[] = []
    let status = 500
    let ill = true
    const { b, wire } = await newsroom((url) => (ill ? failed('http-status', 500) : fresh(url, document('Wire', ['x']))))
    const hooked: Newswire = {
      ...wire,
      webhook: {
        url: 'https://hooks.example.org/',
        keys,
        post: async (_, { headers, body }) => {
          posts.push({ headers: new Headers(headers), body: body as string })
          if (status === 0) throw new TypeError('refused')
          return new Response(null, { status })
        },
      },
    }
    const visit = async () => {
      b.clock.now += 2 * HOUR
      await refreshAll(hooked, { urls: HOSTS.slice(0, 1), force: true })
    }
    for (let n = 0; n < 3; n++) await visit()
    expect(await upkeep(hooked)).toMatchObject([{ outcome: 'postponed', attempts: 1, status: 500 }])
    expect(await upkeep(hooked)).toEqual([])
    b.clock.now += MINUTE
    status = 0
    expect(await upkeep(hooked)).toMatchObject([{ outcome: 'postponed', attempts: 2 }])
    b.clock.now += 10 * MINUTE
    status = 204
    expect(await upkeep(hooked)).toMatchObject([{ outcome: 'delivered', attempts: 3 }])
    b.clock.now += DAY
    expect(await upkeep(hooked)).toEqual([])

    expect(new Set(posts.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
    expect(new Set(posts.map(({ body }) => body)).size).toBe(1)
    const { headers, body } = posts.at(-1)!
    expect(headers.get('webhook-signature')).toBe(
      await signature(keys, headers.get('webhook-id')!, Number(headers.get('webhook-timestamp')), body),
    )
    expect(JSON.parse(body)).toMatchObject({
      type: 'incident.opened',
      data: { kind: 'broke', source: { name: 'a.example.org', url: HOSTS[0] } },
    })

    ill = false
    await visit()
    expect(await upkeep(hooked)).toMatchObject([{ outcome: 'delivered' }])
    expect(JSON.parse(posts.at(-1)!.body)).toMatchObject({ type: 'incident.closed', data: { kind: 'broke' } })
  })

  test.each([
    ['is still open after a month', 500, 30 * DAY, 1],
    ['was over yesterday', 0, DAY, 2],
    ['was over a week ago', 0, 7 * DAY, 0],
  ])(
    'R62 an incident of a process that has none is told by one that has, unless it is over and old: %s',
    async (_, status, later, told) => {
      let answer = 500
      const { b, wire, visit } = await newsroom((url) =>
        answer === 500 ? failed('http-status', 500) : fresh(url, document('Wire', ['x'])),
      )
      await visit(4)
      answer = status
      if (status === 0) await visit(1)
      expect(await upkeep(wire)).toEqual([])
      b.clock.now += later
      const post = async () => new Response(null, { status: 204 })
      const hooked: Newswire = { ...wire, webhook: { url: 'https://hooks.example.org/', keys, post } }
      const kinds = new Set((await upkeep(hooked)).map(({ id }) => id))
      expect(kinds.size).toBe(told)
    },
  )

  test('are given up after ten attempts in four days', async () => {
    const second = await newsroom(() => failed('http-status', 500), HOSTS.slice(1, 2))
    let attempts = 0
    const hooked: Newswire = {
      ...second.wire,
      webhook: { url: 'https://hooks.example.org/', keys, post: async () => (attempts++, new Response(null, { status: 503 })) },
    }
    for (let n = 0; n < 3; n++) {
      second.b.clock.now += 2 * HOUR
      await refreshAll(hooked, { urls: HOSTS.slice(1, 2), force: true })
    }
    let last: unknown
    for (let n = 0; n < 24 * 12; n++) {
      last = (await upkeep(hooked))[0] ?? last
      second.b.clock.now += 20 * MINUTE
    }
    expect(attempts).toBe(10)
    expect(last).toMatchObject({ outcome: 'given up', attempts: 10 })
  })
})

test('/metrics counts over restarts, in the units and names of Prometheus, without queries', async () => {
  const url = 'https://a.example.org/feed?token=secret'
  const { b, visit } = await newsroom((asked) => fresh(asked, document('Wire', ['x', 'y'])), [url])
  await visit(3)
  const text = await (await (await b.restart()).get('/metrics')).text()
  expect(text).not.toContain('secret')
  expect(text).toContain('# TYPE wirefold_visits_total counter')
  expect(text).toMatch(/^wirefold_visits_total\{outcome="updated"\} 1$/m)
  expect(text).toMatch(/^wirefold_visits_total\{outcome="unchanged"\} 2$/m)
  expect(text).toMatch(/^wirefold_items_new_total 2$/m)
  expect(text).toMatch(/^wirefold_fetched_bytes_total [1-9]/m)
  expect(text).toMatch(/^wirefold_sources\{state="fresh"\} 1$/m)
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) wirefold_\w+ .+|wirefold_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+]+)$/)
})
