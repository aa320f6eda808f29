import { describe, expect, test } from 'vitest'
import { answer, at, TOKEN } from '#bench'
import { DAY, HOUR } from '../../src/model/time.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'
import { BODIES, bodyOf, deskWire, once, document, etagOf, everyListing, say, stories, storyOf, withoutUpdated } from './desk-wire.ts'
import { GLACIER, HARBOUR } from './newsroom.ts'

/** Every act but `undo`: the headline it is about, its fields, and what `/feeds/all.json` must say then. */
const ACTS: readonly (readonly [act: string, title: string, more: Record<string, string>, (before: string, after: string) => void])[] = [
  ['hide', 'Port closes basin', {}, (_, after) => expect(after).not.toContain('basin')],
  ['pin', 'Library in a brewery', {}, (_, after) => expect(titlesIn(after)[0]).toBe('Library in a brewery')],
  ['rename', 'Glacier shrinks', { value: 'Forty metres lost' }, (_, after) => expect(titlesIn(after)).toContain('Forty metres lost')],
  [
    'note',
    'Glacier shrinks',
    { value: 'A <b>correction</b> follows.' },
    (_, after) => expect(after).toContain('<strong>Feed all:</strong> A &lt;b'),
  ],
  ['split', '', { item: 'https://digest.example/0' }, (_, after) => expect(titlesIn(after)).toContain('Basin shut for six weeks')],
  ['show', '', { item: 'https://digest.example/0' }, (_, after) => expect(titlesIn(after)).not.toContain('Port closes basin')],
  [
    'withdraw',
    'Glacier shrinks',
    { why: 'It was another glacier.' },
    (_, after) => expect(titlesIn(after)).toContain('Withdrawn: Glacier shrinks'),
  ],
]

const titlesIn = (json: string): string[] => (JSON.parse(json) as { items: { title: string }[] }).items.map(({ title }) => title)

describe('each act changes what is published, and its undo puts it back', () => {
  test.each(ACTS)('%s %s', async (act, title, more, changed) => {
    const under = `acts-${act}`
    const b = await deskWire(under)
    const before = await everyListing(b)
    const [all, books] = [await etagOf(b, '/feeds/all.json'), await etagOf(b, '/feeds/books.atom')]
    b.clock.now += HOUR
    const done = await say(b, { act, ...(title === '' ? {} : { story: await storyOf(b, title) }), ...more })
    expect(done).toMatchObject({ status: 201, act: { act, by: 'editor' } })
    changed(before['/feeds/all.json']!, await bodyOf(b, '/feeds/all.json'))
    expect(await etagOf(b, '/feeds/all.json')).not.toBe(all)
    // the feed that does not hold it is untouched
    if (title !== 'Library in a brewery') expect(await etagOf(b, '/feeds/books.atom')).toBe(books)
    const undone = await say(b, { act: 'undo', value: done.act.id })
    expect(undone).toMatchObject({ status: 201, act: { act: 'undo', undoes: done.act.id } })
    b.clock.now -= HOUR
    expect(withoutUpdated(await everyListing(b))).toEqual(withoutUpdated(before))
    expect(withoutUpdated(await everyListing(await b.restart()))).toEqual(withoutUpdated(before))
    // what was said outlasts what comes, and what was taken back too
    const again = await say(b, { act: 'undo', value: undone.act.id })
    expect(again.status).toBe(201)
    changed(before['/feeds/all.json']!, await bodyOf(b, '/feeds/all.json'))
  })

  test('merge', async () => {
    const b = await deskWire('acts-merge')
    const before = await everyListing(b)
    const [port, glacier] = [await storyOf(b, 'Port closes basin'), await storyOf(b, 'Glacier shrinks')]
    const done = await say(b, { act: 'merge', story: glacier, value: port })
    expect(done.status).toBe(201)
    expect((await stories(b)).map(({ id }) => id)).toHaveLength(2)
    expect(((await (await b.get(`/api/stories/${glacier}`)).json()) as { id: string }).id).toBe(done.act.story)
    await say(b, { act: 'undo', value: done.act.id })
    expect(await everyListing(b)).toEqual(before)
    expect(await everyListing(await b.restart())).toEqual(before)
  })

  test('and both stand in the trail', async () => {
    const b = await deskWire('acts-trail')
    const done = await say(b, { act: 'hide', story: await storyOf(b, 'Glacier shrinks'), why: 'old' })
    await say(b, { act: 'undo', value: done.act.id })
    const response = await b.get('/api/acts?since=0', { authorization: `Bearer ${TOKEN}` })
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(await response.json()).toMatchObject({
      acts: [
        { act: 'hide', why: 'old', by: 'editor' },
        { act: 'undo', undoes: done.act.id },
      ],
    })
    expect((await b.get('/api/acts')).status).toBe(401)
    expect(await say(b, { act: 'undo', value: done.act.id })).toMatchObject({ status: 409 })
  })
})

describe('after an undo it is as if nothing had been said, whatever comes', () => {
  const NEXT: (typeof BODIES)[string] = [...BODIES['gazette']!, ['The glacier again', GLACIER], ['The basin once more', HARBOUR]]
  const after = async (say_: (b: Awaited<ReturnType<typeof deskWire>>) => Promise<void>) => {
    const b = await deskWire('twin')
    await say_(b)
    await answer(`/twin/gazette`, document('gazette', NEXT))
    b.clock.now += HOUR
    await b.refresh({ urls: [at('/twin/gazette')], force: true })
    return b
  }

  test.each(
    ACTS.map(([act, title, more]) => [act, title, more] as const).concat([
      ['merge', 'Port closes basin', { value: 'https://post.example/1' }],
    ]),
  )('%s %s', async (act, title, more) => {
    const untouched = withoutUpdated(await everyListing(await after(async () => {})))
    const b = await after(async (wire) => {
      const done = await say(wire, { act, ...(title === '' ? {} : { story: await storyOf(wire, title) }), ...more })
      expect(done.status).toBe(201)
      expect((await say(wire, { act: 'undo', value: done.act.id })).status).toBe(201)
    })
    expect(withoutUpdated(await everyListing(b))).toEqual(untouched)
    expect(withoutUpdated(await everyListing(await b.restart()))).toEqual(untouched)
  })
})

describe('in a feed that folds nothing', () => {
  test('an act with an item is on that entry alone, one without on all copies', async () => {
    const b = await deskWire('unfolded', { dedupe: false })
    const story = await storyOf(b, 'Port closes basin')
    const item = ((await (await b.get(`/api/stories/${story}`)).json()) as { items: { id: string; title: string }[] }).items.find(
      ({ title }) => title === 'Basin shut for six weeks',
    )!.id
    const titles = async () => new Set(titlesIn(await bodyOf(b, '/feeds/all.json')))
    const hidden = await say(b, { act: 'hide', story, item, feed: 'all' })
    expect(await titles()).toEqual(new Set(['Port closes basin', 'Glacier shrinks', 'Library in a brewery']))
    await say(b, { act: 'rename', story, item, feed: 'all', value: 'Nobody sees it' })
    await say(b, { act: 'undo', value: hidden.act.id })
    expect(await titles()).toEqual(new Set(['Port closes basin', 'Nobody sees it', 'Glacier shrinks', 'Library in a brewery']))
    await say(b, { act: 'hide', story })
    expect(await titles()).toEqual(new Set(['Glacier shrinks', 'Library in a brewery']))
  })
})

describe('what comes later', () => {
  const later = async (b: Awaited<ReturnType<typeof deskWire>>, under: string, name: string, articles: (typeof BODIES)[string]) => {
    b.clock.now += HOUR
    await answer(`/${under}/${name}`, document(name, articles))
    await b.refresh({ urls: [at(`/${under}/${name}`)], force: true })
  }

  test('a copy of a hidden story does not bring it back', async () => {
    const b = await deskWire('later-hide')
    await say(b, { act: 'hide', story: await storyOf(b, 'Port closes basin') })
    await later(b, 'later-hide', 'gazette', [...BODIES['gazette']!, ['The basin once more', HARBOUR]])
    expect((await stories(b)).map(({ title }) => title).toSorted()).toEqual(['Glacier shrinks', 'Library in a brewery'])
    expect(await bodyOf(b, '/feeds/all.atom')).not.toContain('basin')
    expect(await bodyOf(b, '/feeds/books.atom')).not.toContain('basin')
  })

  test('a copy of what was put together parts nothing', async () => {
    const b = await deskWire('later-merge')
    const port = await storyOf(b, 'Port closes basin')
    await say(b, { act: 'merge', story: port, value: await storyOf(b, 'Glacier shrinks') })
    await later(b, 'later-merge', 'gazette', [...BODIES['gazette']!, ['The glacier again', GLACIER]])
    const found = (await stories(b)).find(({ id }) => id === port)!
    expect([found.title, ...found.copies.map(({ title }) => title)]).toEqual(expect.arrayContaining(['The glacier again']))
  })

  test('a copy of what was taken apart joins it', async () => {
    const b = await deskWire('later-split')
    const done = await say(b, { act: 'split', item: 'https://digest.example/0' })
    expect(done.act.other).toBeDefined()
    const own = [...HARBOUR.slice(0, 2), 'The digest adds that the mayor will visit the quay on Monday and speak to the pilots there.']
    await later(b, 'later-split', 'digest', [['Basin shut for six weeks', own]])
    await later(b, 'later-split', 'gazette', [...BODIES['gazette']!, ['Basin shut for six weeks', own]])
    const found = (await stories(b)).find(({ id }) => id === done.act.other)!
    expect([found.title, ...found.copies.map(({ title }) => title)]).toHaveLength(2)
  })

  test('after an undo a copy that came since stays where what it matched is', async () => {
    const b = await deskWire('later-undo')
    const [port, glacier] = [await storyOf(b, 'Port closes basin'), await storyOf(b, 'Glacier shrinks')]
    const done = await say(b, { act: 'merge', story: port, value: glacier })
    await later(b, 'later-undo', 'gazette', [...BODIES['gazette']!, ['The glacier again', GLACIER]])
    await say(b, { act: 'undo', value: done.act.id })
    const after = await stories(b)
    const told = (id: string) => after.find((story) => story.id === id)!
    expect([told(port).copies.length, told(glacier).copies.length]).toEqual([1, 1])
  })

  test('90 days without its source take no story that an editor spoke of', async () => {
    const b = await deskWire('later-purge')
    const [hidden, renamed] = [await storyOf(b, 'Glacier shrinks'), await storyOf(b, 'Library in a brewery')]
    await say(b, { act: 'hide', story: hidden })
    await say(b, { act: 'rename', story: renamed, value: 'Books behind a wall' })
    const forgotten = await storyOf(b, 'Port closes basin')
    for (const name of Object.keys(BODIES))
      await later(b, 'later-purge', name, [['Something else entirely', ['Quite new words that nobody wrote before on any page.']]])
    const house = { ...b.wire, feeds: [{ ...b.wire.feeds[0]!, limit: 1 }, b.wire.feeds[1]!], retain: 90 * DAY }
    await b.wire.store.publish(
      { ...(await b.wire.store.feeds())[0]!, generation: 1e6 },
      { updated: 0, editions: [], held: [], now: b.clock.now },
    )
    for (let day = 0; day < 100; day++) {
      b.clock.now += DAY
      await upkeep(house)
    }
    expect((await b.get(`/api/stories/${renamed}`)).status).toBe(200)
    expect((await b.get(`/api/stories/${hidden}`)).status).toBe(200)
    expect((await b.get(`/api/stories/${forgotten}`)).status).toBe(404)
    expect((await stories(b)).map(({ id }) => id)).not.toContain(hidden)
  })
})

describe('an act', () => {
  test('in one feed leaves the others as they are', async () => {
    const b = await deskWire('one-feed')
    const story = await storyOf(b, 'Library in a brewery')
    const before = await etagOf(b, '/feeds/all.atom')
    await say(b, { act: 'hide', story, feed: 'books' })
    expect(await bodyOf(b, '/feeds/books.atom')).not.toContain('<entry>')
    expect(await etagOf(b, '/feeds/all.atom')).toBe(before)
    expect((await stories(b)).map(({ id }) => id)).toContain(story)
    // the feed's own word wins over the general one
    await say(b, { act: 'hide', story })
    await say(b, { act: 'unhide', story, feed: 'all' })
    expect(await bodyOf(b, '/feeds/all.atom')).toContain('Library in a brewery')
    expect((await stories(b)).map(({ id }) => id)).not.toContain(story)
  })

  test('that is stored before a crash is published by whoever comes next', async () => {
    const b = await deskWire('crash')
    const story = await storyOf(b, 'Library in a brewery')
    const { version, newest } = await b.wire.store.docket([story])
    const act = { at: b.clock.now, by: 'ann', act: 'hide', story } as const
    expect(await b.wire.store.act({ act, docket: { version, newest, members: [] }, stories: [story], items: [] })).toMatchObject({
      by: 'ann',
    })
    expect(await bodyOf(b, '/feeds/books.atom')).toContain('Library in a brewery')
    const next = await b.restart()
    await renderChanged(next.wire)
    expect(await bodyOf(next, '/feeds/books.atom')).not.toContain('<entry>')
  })

  test('made from an outdated view is refused with the act that came between', async () => {
    const b = await deskWire('seen')
    const [story, other] = [await storyOf(b, 'Library in a brewery'), await storyOf(b, 'Glacier shrinks')]
    const first = await say(b, { act: 'rename', story, value: 'One', seen: 0 })
    const second = await say(b, { act: 'rename', story, value: 'Two', seen: 0 })
    expect(second).toMatchObject({ status: 409, act: { id: first.act.id, value: 'One' } })
    expect((await stories(b)).find(({ id }) => id === story)!.title).toBe('One')
    // what concerns another story does not count, and what was seen neither
    expect((await say(b, { act: 'rename', story: other, value: 'Other', seen: 0 })).status).toBe(201)
    expect((await say(b, { act: 'rename', story, value: 'Two', seen: first.act.id })).status).toBe(201)
    expect((await say(b, { act: 'merge', story: other, value: story, seen: first.act.id })).status).toBe(409)
  })

  test('of two at the same moment loses nothing', async () => {
    const b = await deskWire('together')
    const story = await storyOf(b, 'Library in a brewery')
    const done = await Promise.all(['a', 'b', 'c', 'd'].map((value) => say(b, { act: 'note', story, value, seen: 0 })))
    expect(done.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([201, 409, 409, 409])
  })

  test('rename and note move `updated` once; a refresh does not move it again', async () => {
    const b = await deskWire('moves')
    const story = await storyOf(b, 'Glacier shrinks')
    const updated = async () => (await stories(b)).find(({ id }) => id === story)!.updated
    b.clock.now += HOUR
    await say(b, { act: 'rename', story, value: 'Forty metres lost' })
    const moved = await updated()
    expect(Date.parse(moved)).toBe(b.clock.now)
    b.clock.now += HOUR
    await b.refresh({ force: true })
    await say(b, { act: 'pin', story })
    expect(await updated()).toBe(moved)
  })

  test('note is printed before the text in every format, and where there is no text', async () => {
    const b = await deskWire('noted', { content: 'none' })
    await say(b, { act: 'note', story: await storyOf(b, 'Library in a brewery'), value: 'Corrected at noon.' })
    for (const path of ['/feeds/books.atom', '/feeds/books.rss', '/feeds/books.json', '/feeds/books', '/feeds/all.atom', '/feeds/all.rss'])
      expect([path, await bodyOf(b, path)]).toEqual([path, expect.stringContaining('Corrected at noon.')])
    const atom = await bodyOf(b, '/feeds/books.atom')
    expect(atom.indexOf('Corrected at noon.')).toBeLessThan(atom.indexOf('A school library'))
  })

  test('pin ends by itself, and withdrawal after a week', async () => {
    const b = await deskWire('ends')
    const [pinned, gone] = [await storyOf(b, 'Library in a brewery'), await storyOf(b, 'Glacier shrinks')]
    const before = await bodyOf(b, '/feeds/all.json')
    await say(b, { act: 'pin', story: pinned, value: new Date(b.clock.now + 2 * HOUR).toISOString() })
    expect((await stories(b))[0]!.id).toBe(pinned)
    expect(await bodyOf(b, '/feeds/all')).toContain('On top')
    b.clock.now += 3 * HOUR
    await renderChanged(b.wire)
    expect(await bodyOf(b, '/feeds/all.json')).toBe(before)
    await say(b, { act: 'withdraw', story: gone, why: 'Wrong.' })
    expect(await bodyOf(b, '/feeds/all.atom')).toMatch(/Withdrawn: Glacier shrinks[^]*Wrong\./)
    b.clock.now += 8 * DAY
    await renderChanged(b.wire)
    expect(await bodyOf(b, '/feeds/all.atom')).not.toContain('Glacier')
    expect((await b.get(`/stories/${gone}`)).status).toBe(200)
  })

  test('pin counts for the limit, withdrawn stands beside it', async () => {
    const b = await deskWire('limit', { limit: 1 })
    const [old, other] = [await storyOf(b, 'Port closes basin'), await storyOf(b, 'Glacier shrinks')]
    await say(b, { act: 'pin', story: old })
    expect(titlesIn(await bodyOf(b, '/feeds/all.json'))).toEqual(['Port closes basin'])
    await say(b, { act: 'withdraw', story: other })
    expect(titlesIn(await bodyOf(b, '/feeds/all.json'))).toEqual(['Port closes basin', 'Withdrawn: Glacier shrinks'])
    const page = (await (await b.get('/api/stories?feed=all&limit=1')).json()) as { next: string }
    const next = await stories(b, `?feed=all&limit=1&cursor=${page.next}`)
    expect(next.map(({ title }) => title)).toEqual(['Library in a brewery'])
  })

  test('shows again what the rules hold back', async () => {
    const b = await deskWire('held', { keep: [{ title: [{ kind: 'phrase', phrase: 'library' }] }] })
    const story = await storyOf(b, 'Glacier shrinks')
    expect(titlesIn(await bodyOf(b, '/feeds/all.json'))).toEqual(['Library in a brewery'])
    const done = await say(b, { act: 'unhide', story, feed: 'all' })
    expect(titlesIn(await bodyOf(b, '/feeds/all.json'))).toContain('Glacier shrinks')
    await say(b, { act: 'undo', value: done.act.id })
    expect(titlesIn(await bodyOf(b, '/feeds/all.json'))).toEqual(['Library in a brewery'])
  })

  // nothing changes in it, so one serves all
  const refusing = once(() => deskWire('refused'))
  test.each([
    [{ act: 'hide' }, 400, 'story'],
    [{ act: 'eat', story: 'x' }, 400, 'act'],
    [{ act: 'hide', story: 'nowhere' }, 404, 'story'],
    [{ act: 'hide', story: 'https://post.example/1', feed: 'none' }, 400, 'feed'],
    [{ act: 'pin', story: 'https://post.example/1', value: 'tomorrow' }, 400, 'value'],
    [{ act: 'pin', story: 'https://post.example/1', value: '2001-01-01' }, 400, 'value'],
    [{ act: 'unpin', story: 'https://post.example/1' }, 409, undefined],
    [{ act: 'unhide', story: 'https://post.example/1' }, 409, undefined],
    [{ act: 'merge', story: 'https://post.example/1' }, 400, 'value'],
    [{ act: 'merge', story: 'https://post.example/1', value: 'https://post.example/1' }, 409, undefined],
    [{ act: 'split', story: 'https://post.example/1' }, 400, 'item'],
    [{ act: 'split', item: 'https://post.example/1' }, 409, undefined],
    [{ act: 'undo', value: 99 }, 404, 'value'],
    [{ act: 'undo', value: 'x' }, 400, 'value'],
    [{ act: 'note', story: 'https://post.example/1', value: 'x'.repeat(3000) }, 400, 'value'],
    [{ act: 'hide', story: 'https://post.example/1', seen: 'x' }, 400, 'seen'],
  ])('%j -> %i', async (act, status, field) => {
    const b = await refusing()
    const { status: answered, ...document } = await say(b, act)
    expect([answered, (document as { field?: string }).field]).toEqual([status, field])
  })
})
