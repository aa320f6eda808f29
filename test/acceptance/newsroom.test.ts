import { describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, requests, TOKEN, type Bench } from '#bench'
import { newsroom } from './newsroom.ts'

const PATHS = ['rss', 'atom', 'rdf', 'json', 'sjis', 'truncated', 'error', 'busy', 'gone']

interface StoryData {
  readonly id: string
  readonly title: string
  readonly source: { readonly name: string }
  readonly copies: readonly { readonly title: string; readonly source: { readonly name: string }; readonly reason: string }[]
}

async function open(under: string): Promise<Bench> {
  for (const [path, [body, more]] of Object.entries(newsroom(under))) await answer(path, body, more)
  return bench([
    feedOf(
      'news',
      PATHS.map((path) => at(`${under}/${path}`)),
    ),
  ])
}

const byTitle = ([a]: string[], [b]: string[]) => (a! < b! ? -1 : 1)
const stories = async (b: Bench) => ((await (await b.get('/api/stories')).json()) as { stories: StoryData[] }).stories
const bytes = async (b: Bench, path: string) => (await b.get(path)).text()

describe('nine sources become seven stories', () => {
  test('each once, credited to everyone who ran it', async () => {
    const b = await open('/nine')
    const visits = await b.refresh()
    const outcomes = Object.fromEntries(visits.map(({ source, outcome }) => [source.split('/').at(-1), outcome]))
    expect(outcomes).toEqual({
      rss: 'updated',
      atom: 'updated',
      rdf: 'updated',
      json: 'updated',
      sjis: 'updated',
      truncated: 'updated',
      error: 'failed',
      busy: 'failed',
      gone: 'failed',
    })
    const told = (await stories(b)).map(({ title, source, copies }) => [title, source.name, ...copies.map((copy) => copy.source.name)])
    expect(told.toSorted(byTitle)).toEqual(
      [
        ['Bell to be welded', 'Desk'],
        ['Glacier shrinks by forty metres', 'Digest', 'Desk'],
        ['A library behind the wall', 'Gazette', 'Post'],
        ['Owls return to the mills', 'Courier'],
        ['Port closes basin for sluice repair', 'Post', 'Digest'],
        ['Trams every eight minutes', 'Gazette'],
        ['暑さに強い米を公開', '試験場だより'],
      ].toSorted(byTitle),
    )
  })

  test('in every format, with the other copies linked', async () => {
    const b = await open('/formats')
    await b.refresh()
    const [atom, rss, json] = await Promise.all(['atom', 'rss', 'json'].map((format) => bytes(b, `/feeds/news.${format}`)))
    expect(atom!.match(/<entry/g)).toHaveLength(7)
    expect(rss!.match(/<item>/g)).toHaveLength(7)
    const { items } = JSON.parse(json!) as { items: { title: string; _wirefold: { copies: { url: string }[] } }[] }
    expect(items).toHaveLength(7)
    expect(items.find(({ title }) => title.startsWith('Port closes'))!._wirefold.copies.map(({ url }) => url)).toEqual([
      'https://digest.example/1',
    ])
    for (const text of [atom!, rss!, json!]) expect(text).toContain('Also in: ')
    expect(atom).toMatch(/<link rel="related"[^>]* href="https:\/\/digest.example\/1"/)
  })

  test('the wire code behind a headline and the lead that stands twice do not arrive', async () => {
    const b = await open('/clutter')
    await b.refresh()
    const { stories: told } = (await (await b.get('/api/stories')).json()) as { stories: StoryData[] }
    const port = told.find(({ title }) => title.startsWith('Port closes'))!
    expect(port.copies[0]).toMatchObject({ title: 'Northern port shuts inner basin', reason: 'same-text' })
  })
})

describe('a forced second refresh of unchanged sources', () => {
  test('is conditional, and publishes byte for byte what was there', async () => {
    const b = await open('/again')
    await b.refresh()
    const before = await Promise.all(['atom', 'rss', 'json'].map((format) => bytes(b, `/feeds/news.${format}`)))
    b.clock.now += 3_600_000
    const visits = await b.refresh({ force: true })
    expect(visits.filter(({ outcome }) => outcome === 'updated')).toEqual([])
    expect(await Promise.all(['atom', 'rss', 'json'].map((format) => bytes(b, `/feeds/news.${format}`)))).toEqual(before)
    const second = (await requests('/again/rss'))[1]!
    expect(second.headers.get('if-none-match')).toBe('W/"a-1"')
    expect(second.headers.get('if-modified-since')).toBe('Thu, 13 Jan 2011 10:00:00 GMT')
  })

  test('never sends the validators of a truncated document', async () => {
    const b = await open('/cut')
    await b.refresh()
    b.clock.now += 3_600_000
    await b.refresh({ force: true })
    expect((await requests('/cut/truncated')).map(({ headers }) => headers.get('if-none-match'))).toEqual([undefined, undefined])
  })

  test('never passes a server’s Retry-After, nor our own floor', async () => {
    const b = await open('/floor')
    await b.refresh()
    b.clock.now += 30_000
    const visits = await b.refresh({ force: true })
    expect(visits.every(({ outcome }) => outcome === 'skipped')).toBe(true)
    b.clock.now += 3_600_000
    await b.refresh({ force: true })
    expect(await requests('/floor/busy')).toHaveLength(1)
    expect(await requests('/floor/rss')).toHaveLength(2)
  })
})

describe('after a restart', () => {
  test('ids and bytes are the same, and nobody is asked again before their time', async () => {
    const b = await open('/restart')
    await b.refresh()
    const before = [await stories(b), await bytes(b, '/feeds/news.atom')]
    const count = (await requests('/restart')).length
    const after = await b.restart()
    await after.refresh()
    expect([await stories(after), await bytes(after, '/feeds/news.atom')]).toEqual(before)
    expect(await requests('/restart')).toHaveLength(count)
  })
})

describe('asking for a refresh', () => {
  test('starts a run that tells of every source', async () => {
    const b = await open('/run')
    const asked = await b.post('/api/refresh', { force: true }, { authorization: `Bearer ${TOKEN}` })
    expect(asked.status).toBe(202)
    const { run } = (await asked.json()) as { run: string }
    const told = (await (await b.get(`/api/runs/${run}`, { authorization: `Bearer ${TOKEN}` })).json()) as {
      state: string
      sources: { url: string; outcome: string; error?: string }[]
    }
    expect(told.state).toBe('done')
    expect(told.sources).toHaveLength(9)
    expect(told.sources.find(({ url }) => url.endsWith('/busy'))).toMatchObject({
      outcome: 'failed',
      status: 503,
      error: expect.stringContaining('503'),
    })
  })

  test.each([
    ['without a token', {}, 401],
    ['with a wrong one', { authorization: 'Bearer wrong' }, 401],
    ['with half of it', { authorization: `Bearer ${TOKEN.slice(0, 5)}` }, 401],
    ['as Basic', { authorization: `Basic ${TOKEN}` }, 401],
  ])('is refused %s', async (_, headers, status) => {
    const b = await bench([feedOf('t', [at('/none')])])
    const response = await b.post('/api/refresh', {}, headers as Record<string, string>)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(response.headers.get('www-authenticate')).toContain('Bearer')
  })
})
