import { describe, expect, test } from 'vitest'
import { ARTICLES, ENTRIES, FRONTS, TEXT } from './further-sites.ts'
import { articleIn, itemsIn, lines } from './read.ts'

const URL_OF = 'https://further.example/x/page.html'

describe.each(Object.entries(ARTICLES))('an article page of %s', (name, [html, day]) => {
  test('gives title, day and text', () => {
    const { item } = articleIn(html, URL_OF)
    expect(html).toContain(item.title)
    expect(item.title).not.toMatch(/[|_]|Notes|Paper|Courier|北港/)
    expect(new Date(item.published!).toISOString()).toContain(day)
    const text = lines(item.content!)
    const isForeign = name === 'naver' || name === 'chinese'
    if (isForeign) expect(text).toHaveLength(3)
    else expect(text).toEqual(TEXT)
  })
})

test.each(Object.entries(FRONTS))('a section front of %s', (name, html) => {
  const { items } = itemsIn(html, URL_OF)
  expect(items.map(({ url }) => url)).toEqual(ENTRIES.map(([path]) => expect.stringContaining(path)))
  if (name !== 'cnlist') expect(items.map(({ title }) => title)).toEqual(ENTRIES.map(([, title]) => title))
  const days = items.map(({ published }) => published && new Date(published).toISOString().slice(0, 10))
  if (name !== 'react') expect(days).toEqual(ENTRIES.map(([, , day]) => day))
})
