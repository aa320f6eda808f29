import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_STEPS } from '../../src/page/steps.ts'
import { withCpu } from '../cpu.ts'
import { HOSTILE } from './hostile-pages.ts'
import { parsePage } from './read.ts'

/** CPU of this process, ms: five times what `bench/hostile.ts` holds on a quiet machine, since coverage and neighbours cost too. */
const LIMIT = 1500

describe('a page of 2 MB is read in bounded time', () => {
  test.each(HOSTILE)('%s', (_, body) => {
    const [parsed, spent] = withCpu(() => parsePage(`<!doctype html><html>${body}`, 'https://example.org/a', { insist: true }))
    expect(spent).toBeLessThan(LIMIT)
    if (!parsed.ok) expect(parsed.problem.message).toMatch(/page/)
  })
})

describe('reading has a budget of steps', () => {
  const links = (count: number) => Array.from({ length: count }, (_, n) => `<a href=/x${n}>z</a>`).join('')
  const classes = (count: number) => '<i class="a b c d e f g h i j k l m n o p"></i>'.repeat(count)
  const page = (size: number) => `<!doctype html><div><div><div><div>${links(size)}${classes(size)}</div></div></div></div>`
  const needed = (html: string) => {
    let [low, high] = [0, MAX_STEPS]
    while (high - low > 100) {
      const middle = Math.round((low + high) / 2)
      const parsed = parsePage(html, 'https://example.org/a', { insist: true, steps: middle })
      if (parsed.ok || parsed.problem.code !== 'page-too-costly') high = middle
      else low = middle
    }
    return high
  }

  test('twice the page takes twice the steps, not four times', () => {
    expect(needed(page(900))).toBeLessThan(2.5 * needed(page(450)))
  })

  test('where it ends, the page is not read, and the sentence says why', () => {
    expect(parsePage(page(500), 'https://example.org/a', { steps: 1000 })).toMatchObject({
      ok: false,
      problem: { code: 'page-too-costly', message: expect.stringContaining('steps') },
    })
  })

  test('the feeds that such a page offers are known all the same', () => {
    const html = `<head><link rel=alternate type=application/rss+xml href=/feed></head>${page(500)}`
    expect(parsePage(html, 'https://example.org/a', { steps: 2500 })).toMatchObject({ alternates: [{ href: 'https://example.org/feed' }] })
  })
})

test('never throws, whatever is written', () => {
  const tag = fc.constantFrom(
    ...'<p> </p> <div> <a href="/a"> <h1> <table> <td> <li> <br> <img src=x> <time datetime="2011-01-01"> <script type="application/ld+json"> </script> {"@type":"Article","headline": [ ] } " < & <!-- --> <article> <main> <nav> 2011-01-13 __proto__ constructor'.split(
      ' ',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(tag, fc.string(), fc.constant('A sentence that goes on for a while, so that it counts as prose. ')), {
        maxLength: 60,
      }),
      (pieces) => {
        const parsed = parsePage(`<html>${pieces.join(' ')}`, 'https://example.org/a', { insist: pieces.length % 2 === 0 })
        if (parsed.ok) expect(parsed.feed.items.length).toBeGreaterThan(0)
        else expect(parsed.problem.message).not.toBe('')
      },
    ),
    { numRuns: 300 },
  )
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test.each([
  '{"@type":"Article","headline":"x","author":{"@id":"#a"}}',
  '{"@graph":[{"@id":"#l","@type":"ItemList","mainEntity":{"@id":"#l"}}]}',
  '{"@type":["__proto__"],"__proto__":{"polluted":1}}',
  'null',
  '[[[[1]]]]',
])('JSON-LD that means harm: %s', (json) => {
  expect(() => parsePage(`<html><script type="application/ld+json">${json}</script><p>x</p>`, 'https://example.org/a')).not.toThrow()
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
