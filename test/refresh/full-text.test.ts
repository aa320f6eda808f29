import { HELD } from '../../src/model/problem.ts'
import { describe, expect, test } from 'vitest'
import type { Fetched } from '../../src/model/fetched.ts'
import type { Entry } from '../../src/model/item.ts'
import type { PageState } from '../../src/model/page-state.ts'
import type { StoredItem } from '../../src/model/story.ts'
import { identify } from '../../src/normalize/identity.ts'
import { readDocument } from '../../src/page/document.ts'
import { MOST_ARTICLES, withFullText, type Stored } from '../../src/refresh/full-text.ts'
import { lateTexts } from '../../src/refresh/late.ts'
import { startErrand } from '../../src/refresh/permission.ts'
import { article, fresh, origin, paragraph, refusal, rss, type Told } from './fakes.ts'

const entriesOf = (...items: readonly (string | Told)[]): readonly Entry[] => {
  const parsed = readDocument(fresh(rss(...items)))
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return identify(parsed.feed)
}
const at = (id: string) => `https://wire.example.org/${id}`
const NOTHING: Stored = { background: async () => ({ unchanged: new Set(), changed: [] }), items: async () => [] }

async function filled(
  entries: readonly Entry[],
  answers: Readonly<Record<string, Fetched>>,
  stored: Stored = NOTHING,
  before: PageState = {},
) {
  const site = origin(answers)
  const result = await withFullText(entries, 'https://wire.example.org/', startErrand(site), stored, before, { isKept: false })
  return { ...result, asked: site.log.filter((line) => !/^pause|robots\.txt$/.test(line)) }
}

describe('articles of a feed of summaries', () => {
  test('are fetched, and their text takes the place of the summary; what the feed says of itself stays', async () => {
    const { entries, asked } = await filled(entriesOf({ id: 'a', title: 'Harbour opens', text: 'Short.' }), {
      [at('a')]: fresh(article('Another headline')),
    })
    expect(asked).toEqual([at('a')])
    expect(entries[0]!.raw.title?.value).toBe('Harbour opens')
    expect(entries[0]!.raw.content?.value).toContain('committee on Another headline')
    expect(entries[0]!.hash).toMatch(/\+full$/)
  })

  test.each<[name: string, answer: Fetched, waits: boolean]>([
    ['429', refusal(429), true],
    ['503', refusal(503), true],
    ['500', refusal(500), true],
    ['a timeout', refusal(), true],
    ['a stop of ours', refusal(undefined, { problem: { code: 'aborted', message: 'Stopped.' } }), true],
    ['a host whose turn did not come', refusal(undefined, { problem: { code: HELD, message: 'Later.' } }), true],
    ['404', refusal(404), false],
    ['403', refusal(403), false],
  ])('after %s the server is asked no more, if it is busy', async (_, answer, waits) => {
    const { entries, asked } = await filled(entriesOf('a', 'b'), { [at('a')]: answer, [at('b')]: fresh(article('b')) })
    expect(asked).toEqual(waits ? [at('a')] : [at('a'), at('b')])
    // who waits is told from who is done, so that the next visit asks
    expect(entries.map(({ hash }) => hash.endsWith('+full'))).toEqual(waits ? [false, false] : [true, true])
  })

  test('are five a visit; the others follow', async () => {
    const ids = Array.from({ length: MOST_ARTICLES + 2 }, (_, n) => `n${n}`)
    const { entries, asked } = await filled(entriesOf(...ids), Object.fromEntries(ids.map((id) => [at(id), fresh(article(id))])))
    expect(asked).toHaveLength(MOST_ARTICLES)
    expect(entries.filter(({ hash }) => hash.endsWith('+full'))).toHaveLength(MOST_ARTICLES)
  })

  test('are not asked for where the entry is stored as it is, or where the feed has the whole text', async () => {
    const entries = entriesOf('a', 'b')
    const stored: Stored = { ...NOTHING, background: async () => ({ unchanged: new Set([entries[0]!.key]), changed: [] }) }
    const long = entries.map((entry, n) =>
      n === 1 ? { ...entry, raw: { ...entry.raw, content: { value: paragraph('x').repeat(20), type: 'html' as const } } } : entry,
    )
    const { asked, entries: kept } = await filled(long, {}, stored)
    expect(asked).toEqual([])
    expect(kept.every(({ hash }) => hash.endsWith('+full'))).toBe(true)
  })

  test('are not asked for where robots.txt forbids it; the entry stays as the feed has it', async () => {
    const answers = { 'https://wire.example.org/robots.txt': fresh('User-agent: *\nDisallow: /'), [at('a')]: fresh(article('a')) }
    const { entries, asked } = await filled(entriesOf({ id: 'a', text: 'Short.' }), answers)
    expect(asked).toEqual([])
    expect(entries[0]!.raw.content).toBeUndefined()
    expect(entries[0]!.hash).toMatch(/\+full$/)
  })

  test('are not asked for where several entries lead to one page', async () => {
    const entries = entriesOf('a', 'b', 'c').map((entry, n) => (n < 2 ? { ...entry, raw: { ...entry.raw, link: at('show') } } : entry))
    const { entries: kept, asked } = await filled(entries, { [at('show')]: fresh(article('show')), [at('c')]: fresh(article('c')) })
    expect(asked).toEqual([at('c')])
    expect(kept.map(({ raw }) => raw.content !== undefined)).toEqual([false, false, true])
    expect(kept.every(({ hash }) => hash.endsWith('+full'))).toBe(true)
  })

  test('that all show one text under several headlines are none: the entries keep their own, also those that come later', async () => {
    const told = (...ids: readonly string[]) => entriesOf(...ids.map((id) => ({ id, title: `News of ${id}`, text: `Short of ${id}.` })))
    const wall = fresh(article('Before you go on'))
    const answers = { [at('a')]: wall, [at('b')]: fresh(article('b')), [at('c')]: wall, [at('d')]: wall }
    const first = await filled(told('a', 'b', 'c'), answers)
    expect(first.entries.map(({ raw }) => raw.content !== undefined)).toEqual([false, true, false])
    expect(first.entries.every(({ hash }) => hash.endsWith('+full'))).toBe(true)
    expect(first.notes).toHaveLength(1)
    const later = await filled(told('d'), answers, NOTHING, first.state)
    expect([later.asked, later.entries[0]!.raw.content]).toEqual([[at('d')], undefined])
    const item = { key: 'd', hash: '1', url: at('d'), title: 'News of d', authors: [], categories: [] } as unknown as StoredItem
    const stored: Stored = { background: async () => ({ unchanged: new Set(), changed: ['d'] }), items: async () => [item] }
    const state = { ...first.state, waiting: [['d', '1'] as const] }
    const { late } = await lateTexts(at('feed'), startErrand(origin(answers)), stored, state, { isKept: false })
    expect(late!.entries.map(({ raw }) => raw.content)).toEqual([undefined])
  })

  test('of one article that is listed at two addresses are its text at both', async () => {
    const entries = entriesOf({ id: 'a', title: 'Harbour opens', text: 'Short.' }, { id: 'b', title: 'Harbour opens', text: 'Short.' })
    const { entries: filledIn } = await filled(entries, { [at('a')]: fresh(article('x')), [at('b')]: fresh(article('x')) })
    expect(filledIn.map(({ raw }) => raw.content !== undefined)).toEqual([true, true])
  })

  test('wait where robots.txt cannot be read now, and nothing more is asked', async () => {
    const answers = { 'https://wire.example.org/robots.txt': refusal(503), [at('a')]: fresh(article('a')) }
    const { entries, state, asked } = await filled(entriesOf('a', 'b'), answers)
    expect(asked).toEqual([])
    expect(entries.map(({ hash }) => hash.endsWith('+full'))).toEqual([false, false])
    expect(state.waiting).toHaveLength(2)
  })

  test('of which the server fails at one are asked for all the same: those that wait longest first', async () => {
    const site = origin({ [at('a')]: refusal(500), [at('b')]: fresh(article('b')), [at('c')]: fresh(article('c')) })
    const round = (state: PageState, ...ids: readonly string[]) =>
      withFullText(entriesOf(...ids), 'https://wire.example.org/', startErrand(site), NOTHING, state, { isKept: false })
    const first = await round({}, 'a', 'b')
    const second = await round(first.state, 'c', 'a', 'b')
    expect(site.log.filter((url) => !url.endsWith('robots.txt'))).toEqual(['a', 'c', 'b', 'a'].map(at))
    expect(second.entries.map(({ hash }) => hash.endsWith('+full'))).toEqual([true, false, true])
  })

  test('that come late to a feed that has not changed take turns too', async () => {
    const site = origin({ [at('a')]: refusal(500), [at('b')]: fresh(article('b')) })
    const item = (id: string) => ({ key: id, hash: '1', url: at(id), title: id, authors: [], categories: [] }) as unknown as StoredItem
    const stored: Stored = {
      background: async (entries) => ({ unchanged: new Set(), changed: entries.map(({ key }) => key) }),
      items: async (ids) => ids.map(item),
    }
    const waiting = ['a', 'b'].map((key) => [key, '1'] as const)
    const { state } = await lateTexts(at('feed'), startErrand(site), stored, { waiting }, { isKept: false })
    expect(state.waiting?.map(([key]) => key)).toEqual(['b', 'a'])
  })

  test('at addresses that hold a key of the source wait for the feed, which alone has them whole', async () => {
    const site = origin({})
    const item = { key: 'a', hash: '1', url: at('a?token=***'), title: 'a', authors: [], categories: [] } as unknown as StoredItem
    const stored: Stored = { background: async () => ({ unchanged: new Set(), changed: ['a'] }), items: async () => [item] }
    const { late, state } = await lateTexts(at('feed'), startErrand(site), stored, { waiting: [['a', '1']] }, { isKept: false })
    expect([site.log, late, state.waiting]).toEqual([[], undefined, [['a', '1']]])
  })

  test('keep their validators while the feed shows them, and lose them with a broken body', async () => {
    const etag = { headers: { etag: '"1"' } }
    const answers = { [at('a')]: fresh(article('a'), etag), [at('b')]: fresh(article('b'), { ...etag, truncated: true }) }
    const { state } = await filled(entriesOf('a', 'b'), answers)
    expect(state.articles).toEqual([
      [at('a'), { etag: '"1"' }],
      [at('b'), {}],
    ])
    const later = await withFullText(entriesOf('b'), 'https://wire.example.org/', startErrand(origin({})), NOTHING, state, {
      isKept: false,
    })
    expect(later.state.articles?.map(([url]) => url) ?? []).toEqual([at('b')])
  })
})
