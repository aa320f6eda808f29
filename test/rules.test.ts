import { describe, expect, test } from 'vitest'
import type { Pattern, Rule } from '../src/model/config.ts'
import { patternOf } from '../src/config/pattern.ts'
import { matcher, type Subject } from '../src/curate/rules.ts'

const patterns = (...texts: string[]): Pattern[] =>
  texts.map((text) => {
    const result = patternOf(text)
    if (!result.ok) throw new Error(result.why)
    return result.pattern
  })

const subject: Subject = {
  sourceName: 'Example Wire',
  item: {
    title: "Japan's Military seeks\u00a0greater cooperation",
    text: 'The party met JSDF officers. Straße und Ａｌｌｉａｎｃｅ. 北沢防衛相は会談した。',
    authors: ['Ann Reporter'],
    categories: [{ term: 'asia', label: 'Asia-Pacific' }],
    url: 'https://example.org/world/2011/story',
    source: 'https://example.org/rss',
    language: 'en-US',
  },
}

describe('one pattern', () => {
  test.each<[field: keyof Rule, pattern: string, matches: boolean]>([
    ['title', 'japan', true],
    ['title', 'Japanese', false],
    ['title', 'seeks greater', true],
    ['text', 'art', false],
    ['text', 'party', true],
    ['text', 'Japan', true],
    ['title', 'JSDF', false],
    ['text', '/\\bjsdf\\b/i', true],
    ['text', '/\\bjsdf\\b/', false],
    ['text', '/東京|北沢/', true],
    ['text', '/\\p{Lu}{4}/u', true],
    ['text', '/[\\u5317]\\u6ca2/', true],
    ['title', '/^japan.s\\s/i', true],
    ['title', '/seeks\\sgreater/', true],
    ['text', 'alliance', true],
    ['text', '防衛', true],
    ['text', '防衛省', false],
    ['author', 'Reporter', true],
    ['category', 'Asia-Pacific', true],
    ['category', 'asia', true],
    ['source', 'Example Wire', true],
    ['source', 'example.org', true],
    ['url', '/world\\//', true],
    ['language', 'en', true],
    ['language', 'en-US', true],
    ['language', 'de', false],
  ])('%s: %s -> %s', (field, pattern, matches) => {
    expect(matcher([{ [field]: patterns(pattern) }])(subject)).toBe(matches)
  })
})

test('fields of one rule combine with and, rules with or', () => {
  const [yes, no] = [patterns('Japan'), patterns('Korea')]
  expect(matcher([{ title: yes, author: no }])(subject)).toBe(false)
  expect(matcher([{ title: yes, author: no }, { title: yes }])(subject)).toBe(true)
  expect(matcher([{ title: [...no, ...yes] }])(subject)).toBe(true)
  expect(matcher([])(subject)).toBe(false)
})
