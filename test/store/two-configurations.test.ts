import { describe, expect, test } from 'vitest'
import type { FeedConfig } from '../../src/model/config.ts'
import { walkOn } from '../../src/newswire/relist.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { createApp } from '../../src/web/app.ts'
import { dice, feedOf, newsroom, prose, sourceOf } from './newsroom.ts'

const story = (name: string) => ({ name, title: `Report ${name}`, text: prose(dice(name.length + 7), 40) })
const ONE = feedOf('one', [sourceOf(1)])

const atom = async (wire: Newswire, slug: string) => {
  const app = createApp({ ...wire, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  return (await app.fetch(new Request(`https://news.example.org/feeds/${slug}.atom`))).text()
}

/** A newsroom whose configuration was changed, and the process that does not know it yet. */
async function changed(before: readonly FeedConfig[], after: readonly FeedConfig[]) {
  const w = await newsroom(before)
  w.pages[1] = [story('a')]
  await w.visit(1)
  const old = w.other(before)
  await w.restart(after)
  return { ...w, old }
}

describe('who has not heard of a new configuration', () => {
  test('brings what it visits into feeds that it does not know', async () => {
    const { old, ...w } = await changed([ONE], [ONE, feedOf('two', [sourceOf(1)])])
    w.pages[1] = [story('bb'), ...w.pages[1]!]
    await w.visit(1, old)
    await renderChanged(w.wire())
    expect(await atom(w.wire(), 'two')).toContain('Report bb')
  })

  test('does not judge by the old one what the new one is still to judge', async () => {
    const before = [ONE]
    const after = [{ ...ONE, keep: [{ title: [{ kind: 'phrase' as const, phrase: 'nothing like it' }] }] }]
    const w = await newsroom(before)
    w.pages[1] = Array.from({ length: 90 }, (_, n) => ({ ...story(`n${n}`), text: prose(dice(n + 1), 40) }))
    await w.visit(1)
    const old = w.other(before)
    await w.restart(after)
    const progress = await w.wire().store.relistProgress()
    expect(progress).toBeDefined()
    expect(await walkOn(old, { items: 1000, rows: 1e9, steps: 5 })).toBe(false)
    expect(await w.wire().store.relistProgress()).toEqual(progress)
    while (await walkOn(w.wire(), { items: 1000, rows: 1e9, steps: 5 })) {
      /* to its end */
    }
    expect(await w.wire().store.listed('one', undefined, 1000)).toEqual([])
  })
})
