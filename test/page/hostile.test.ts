import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePage } from './read.ts'

const MB2 = 2 * 1024 * 1024
const repeat = (piece: string) => piece.repeat(Math.floor(MB2 / piece.length))
const each = (piece: (n: number) => string) => Array.from({ length: Math.floor(MB2 / piece(10_000).length) }, (_, n) => piece(n)).join('')

/** Seconds would mean that something is quadratic; ten times what is measured on a quiet machine, since this one is shared. */
const LIMIT = 2000

describe('a page of 2 MB is read in bounded time', () => {
  test.each([
    ['only script', `<script>${repeat('var a=1;')}</script>`],
    ['a script that never ends', `<script>${repeat('var a=1;')}`],
    ['nested elements', '<div>'.repeat(100_000)],
    ['nothing but nested elements', repeat('<div>')],
    ['unclosed inline elements', repeat('<b>x')],
    ['tags that never end', repeat('a<p ')],
    ['nested tables', repeat('<table><tr><td>abc')],
    ['references', `<p>${repeat('&amp;')}`],
    ['deep JSON-LD', `<script type="application/ld+json">${repeat('[')}</script>`],
    ['links', each((n) => `<a href=/x${n}>some title of three words here ${n}</a>`)],
    ['boxes of favourites', repeat('<div><h2>Related</h2>')],
    ['times', `<h1>A headline of some length</h1>${repeat('<time datetime=2011-01-01>2011</time>')}`],
    ['years', `<h1>A headline of some length</h1>${repeat('<p>In 2011 13 January something 2012 happened 2013 to 2014.</p>')}`],
    ['nested properties', `<div itemscope itemtype="http://schema.org/Article">${repeat('<div itemprop="articleBody author">text')}`],
    ['classes', repeat(`<div class="${'a '.repeat(500)}">`)],
    ['definitions', `<dl>${each((n) => `<dt>13 January 2011</dt><dd><a href=/x${n}>some title of three words here ${n}</a></dd>`)}`],
    ['comments', repeat('<!--')],
    ['attributes', `<p ${repeat('a=b ')}`],
    ['meta', `<head>${repeat('<meta name=a content=b>')}`],
  ])('%s', (_, body) => {
    const began = performance.now()
    const parsed = parsePage(`<!doctype html><html>${body}`, 'https://example.org/a')
    expect(performance.now() - began).toBeLessThan(LIMIT)
    if (!parsed.ok) expect(parsed.problem.message).toMatch(/page/)
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
