import { expect, test } from 'vitest'
import { answer, at, bench, feedOf, TOKEN, type Bench } from '#bench'
import { GLACIER, HARBOUR } from './newsroom.ts'

const rss = (title: string, body: readonly string[]) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>${title} writes</title><link>https://${title}.example/1</link><description>${body.join(' ')}</description></item></channel></rss>`

interface Story {
  readonly id: string
  readonly title: string
  readonly copyCount: number
  readonly copies: readonly { readonly title: string }[]
}

async function open(name: string, bodies: Readonly<Record<string, readonly string[]>>): Promise<Bench> {
  const urls = Object.keys(bodies).map((path) => `/${name}/${path}`)
  for (const [path, body] of Object.entries(bodies)) await answer(`/${name}/${path}`, rss(path, body))
  const b = await bench([feedOf(name, urls.map(at))])
  // one after another, so that it is known who was first
  for (const url of urls) {
    await b.refresh({ urls: [at(url)] })
    b.clock.now += 3_600_000
  }
  return b
}

const told = async (b: Bench) => ((await (await b.get('/api/stories')).json()) as { stories: Story[] }).stories
const rule = async (b: Bench, path: string, body: unknown) => b.post(path, body, { authorization: `Bearer ${TOKEN}` })

/** Every source changes a little and is visited again: what was decided must not be decided anew. */
async function again(b: Bench, name: string, bodies: Readonly<Record<string, readonly string[]>>): Promise<void> {
  b.clock.now += 86_400_000
  for (const [path, body] of Object.entries(bodies)) await answer(`/${name}/${path}`, rss(path, [...body, 'Corrected on Friday.']))
  await b.refresh({ force: true })
}

test('an item that was split off stays alone, and its story keeps its id', async () => {
  const bodies = { first: HARBOUR, second: HARBOUR, third: HARBOUR }
  const b = await open('split', bodies)
  const [before] = await told(b)
  const response = await rule(b, '/api/split', { item: 'https://second.example/1' })
  expect(response.status).toBe(200)
  for (const check of [() => Promise.resolve(), () => again(b, 'split', bodies)]) {
    await check()
    const after = await told(b)
    expect(after.map(({ title, copies }) => [title, ...copies.map((copy) => copy.title)])).toEqual(
      expect.arrayContaining([['second writes'], ['first writes', 'third writes']]),
    )
    expect(after.find(({ title }) => title === 'first writes')!.id).toBe(before!.id)
  }
  expect(await (await b.get('/feeds/split.atom')).text()).toContain(`story/${before!.id}</id>`)
})

test('merged stories stay one, under the id of the first; the other id leads there', async () => {
  const bodies = { port: HARBOUR, ice: GLACIER }
  const b = await open('merge', bodies)
  const before = await told(b)
  const [port, ice] = ['port writes', 'ice writes'].map((title) => before.find((story) => story.title === title)!)
  expect((await rule(b, '/api/merge', { stories: [ice!.id, port!.id] })).status).toBe(200)
  for (const check of [() => Promise.resolve(), () => again(b, 'merge', bodies)]) {
    await check()
    const after = await told(b)
    expect(after.map(({ id, title, copies }) => [id, title, ...copies.map((copy) => copy.title)])).toEqual([
      [port!.id, 'port writes', 'ice writes'],
    ])
    expect(await (await b.get(`/api/stories/${ice!.id}`)).json()).toMatchObject({ id: port!.id })
  }
})

/** A source that nobody watched when the editor decided sends its copy afterwards, under a new process. */
async function later(b: Bench, name: string, paths: readonly string[], body: readonly string[]): Promise<Bench> {
  await answer(`/${name}/late`, rss('late', body))
  const after = await b.restart([
    feedOf(
      name,
      [...paths, 'late'].map((path) => at(`/${name}/${path}`)),
    ),
  ])
  after.clock.now += 3_600_000
  await after.refresh({ force: true })
  return after
}

const EDITED = [...HARBOUR.slice(0, 2), 'The ice plant is to get a second road before the herring season, the mayor promised.']

test('a later copy of what was split off goes there, and one of what stayed stays', async () => {
  for (const [body, joined] of [
    [EDITED, 'second writes'],
    [HARBOUR, 'first writes'],
  ] as const) {
    const name = `later-${joined.slice(0, 2)}`
    const b = await open(name, { first: HARBOUR, second: EDITED })
    expect(await told(b)).toHaveLength(1)
    await rule(b, '/api/split', { item: 'https://second.example/1' })
    const after = await later(b, name, ['first', 'second'], body)
    const stories = await told(after)
    expect(stories).toHaveLength(2)
    expect(stories.find(({ title }) => title === joined)!.copies.map(({ title }) => title)).toEqual(['late writes'])
  }
})

test.each([
  ['the first', HARBOUR],
  ['the other, cut short', [GLACIER[0]!, `${GLACIER[1]!.slice(0, 110)} …`]],
  ['the other, whole', GLACIER],
])('no later copy parts what was put together: %s', async (what, body) => {
  const name = `joined-${what.length}`
  const b = await open(name, { port: HARBOUR, ice: GLACIER })
  await rule(b, '/api/merge', { stories: ['https://port.example/1', 'https://ice.example/1'] })
  const after = await later(b, name, ['port', 'ice'], body)
  expect((await told(after)).map(({ title, copies }) => [title, ...copies.map((copy) => copy.title)])).toEqual([
    ['port writes', 'ice writes', 'late writes'],
  ])
})

test('the copy that an editor chose stays, also when a fuller one comes', async () => {
  const b = await open('fuller', { first: HARBOUR.slice(0, 2), second: HARBOUR.slice(0, 2) })
  const [before] = await told(b)
  await rule(b, '/api/show', { item: 'https://second.example/1' })
  const after = await later(b, 'fuller', ['first', 'second'], HARBOUR)
  expect((await told(after)).map(({ id, title, copyCount }) => [id, title, copyCount])).toEqual([[before!.id, 'second writes', 2]])
})

test('the copy that is shown is chosen by hand, and the published id stays', async () => {
  const b = await open('show', { first: HARBOUR, second: HARBOUR })
  const [before] = await told(b)
  expect(before!.title).toBe('first writes')
  await rule(b, '/api/show', { item: 'https://second.example/1' })
  expect((await told(b)).map(({ id, title }) => [id, title])).toEqual([[before!.id, 'second writes']])
  await rule(b, '/api/show', { item: 'https://second.example/1', show: false })
  expect((await told(b)).map(({ id, title }) => [id, title])).toEqual([[before!.id, 'first writes']])
})

test.each([
  ['/api/split', { item: 'https://nowhere.example/' }, 404],
  ['/api/split', { item: 'https://alone.example/1' }, 409],
  ['/api/split', {}, 400],
  ['/api/merge', { stories: ['https://alone.example/1'] }, 400],
  ['/api/merge', { stories: ['https://alone.example/1', 'https://alone.example/1'] }, 409],
  ['/api/show', { item: 7 }, 400],
])('%s %j -> %i', async (path, body, status) => {
  const b = await open('ruled', { alone: HARBOUR })
  const response = await rule(b, path, body)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect((await b.post(path, body)).status).toBe(401)
})

test('an edit is kept as a version that says what changed', async () => {
  const bodies = { edited: HARBOUR }
  const b = await open('versions', bodies)
  b.clock.now += 86_400_000
  await answer(
    '/versions/edited',
    rss('edited', [
      HARBOUR[0]!,
      HARBOUR[1]!,
      'The authority took its plan back on Friday, after the pilots refused to bring ships to the outer quay at night.',
    ]),
  )
  await b.refresh({ force: true })
  const [story] = await told(b)
  const { items, updated } = (await (await b.get(`/api/stories/${story!.id}`)).json()) as {
    updated: string
    items: { versions: { changed: string[]; material: boolean }[] }[]
  }
  expect(items[0]!.versions).toMatchObject([{ changed: ['text'], material: true }])
  expect(Date.parse(updated)).toBe(b.clock.now)
})

test('after a merge the page and the data of the story that is gone lead to the one that took it in', async () => {
  const b = await open('gone', { quay: HARBOUR, snow: GLACIER })
  const before = await told(b)
  const [quay, snow] = ['quay writes', 'snow writes'].map((title) => before.find((story) => story.title === title)!)
  await rule(b, '/api/merge', { stories: [quay!.id, snow!.id] })
  const page = await b.get(`/stories/${snow!.id}`)
  expect(page.status).toBe(200)
  expect(await page.text()).toBe(await (await b.get(`/stories/${quay!.id}`)).text())
  expect(await (await b.get(`/api/stories/${snow!.id}`)).json()).toEqual(await (await b.get(`/api/stories/${quay!.id}`)).json())
  expect((await b.get('/stories/none')).status).toBe(404)
})

test('the copy that an editor chose is the one that feed, page and data name', async () => {
  const b = await open('shown', { first: HARBOUR, second: HARBOUR })
  const [story] = await told(b)
  expect(story!.title).toBe('first writes')
  await rule(b, '/api/show', { item: 'https://second.example/1' })
  expect(await (await b.get('/feeds/shown.atom')).text()).toContain('<title type="text">second writes</title>')
  expect(await (await b.get(`/api/stories/${story!.id}`)).json()).toMatchObject({
    title: 'second writes',
    copies: [{ title: 'first writes' }],
  })
  const page = await (await b.get(`/stories/${story!.id}`)).text()
  expect(page).toContain('<h1 dir="auto">second writes</h1>')
  expect(/<li>(?:(?!<\/li>)[^])*<span class="badge">shown<\/span>(?:(?!<\/li>)[^])*/.exec(page)![0]).toContain('second writes')
})

test('of two copies alike in headline and address only the one that is shown says so', async () => {
  const one = `<rss version="2.0"><channel><title>Wire</title>${[1, 2].map((n) => `<item><guid>g${n}</guid><title>Port closes</title><link>https://wire.example/1</link><description>${HARBOUR.join(' ')}</description></item>`).join('')}</channel></rss>`
  await answer('/alike/a', one.replace(/<item>(?:(?!<\/item>)[^])*<\/item>/, ''))
  await answer('/alike/b', one.replace(/<item>(?:(?!<\/item>)[^])*<\/item>(?=<\/channel>)/, ''))
  const b = await bench([feedOf('alike', [at('/alike/a'), at('/alike/b')])])
  await b.refresh()
  const [story] = await told(b)
  const page = await (await b.get(`/stories/${story!.id}`)).text()
  expect(page.match(/<span class="badge">shown/g)).toHaveLength(1)
})

test('a story of sixty copies is read in as many round trips as one of two', async () => {
  const trips = async (name: string, copies: number): Promise<number> => {
    const b = await open(name, Object.fromEntries(Array.from({ length: copies }, (_, n) => [`${name}${n}`, HARBOUR])))
    const [story] = await told(b)
    expect([story!.copies.length, story!.copyCount]).toEqual([Math.min(copies - 1, 20), copies - 1])
    const calls: string[] = []
    for (const [method, call] of Object.entries(b.wire.store) as [string, (...given: unknown[]) => unknown][])
      Object.assign(b.wire.store, { [method]: (...given: unknown[]) => (calls.push(method), call.apply(b.wire.store, given)) })
    expect((await b.get(`/api/stories/${story!.id}`)).status).toBe(200)
    return calls.length
  }
  expect(await trips('sixty', 60)).toBe(await trips('pair', 2))
})
