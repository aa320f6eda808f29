import { expect, test } from 'vitest'
import { DAY } from '../../src/model/time.ts'
import { dice, feedOf, newsroom, prose, sourceOf, url } from './newsroom.ts'

const SOURCES = 14
const ARTICLE = prose(dice(11), 220).split(' ')
/** Begins like a cut of the first, and goes on about something else. */
const OTHER = [...ARTICLE.slice(40, 56), ...prose(dice(12), 200).split(' ')]

test('a story that many ran leaves places for others among the candidates of an arrival', async () => {
  const w = await newsroom([
    feedOf(
      'all',
      Array.from({ length: SOURCES }, (_, n) => sourceOf(n)),
    ),
  ])
  // each its own cut, so that each is found by other parts of it
  for (let source = 0; source < SOURCES - 1; source++) {
    const text = ARTICLE.slice(source * 3, 150 + source * 3).join(' ')
    w.pages[source] = [{ name: `${source}`, title: ARTICLE.slice(0, 9).join(' '), text }]
    await w.visit(source)
  }
  w.pages[SOURCES - 1] = [{ name: 'other', title: prose(dice(13), 8), text: OTHER.join(' ') }]
  await w.visit(SOURCES - 1)
  const stories = new Map((await w.rows('items')).map(({ id, story }) => [String(id), String(story)]))
  expect(new Set(stories.values()).size).toBe(2)
  const [first] = await w.wire().store.items([...stories.keys()].slice(0, 1))
  const arrival = { ...first!, source: url(99), key: 'cut', text: ARTICLE.slice(30, 180).join(' ') }
  const { candidates, roots } = await w.wire().store.neighbourhood({ arrivals: [arrival], known: [], window: 7 * DAY, now: w.clock.now })
  const found = Map.groupBy(candidates.get('cut')!, ({ id }) => stories.get(id))
  expect([...found.values()].map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([1, 3])
  // what is compared with the story as a whole is there besides
  expect(roots.get(first!.story)!.id).toBe(first!.id)
})
