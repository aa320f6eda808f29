import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as sites from './article-sites.ts'
import { articleIn, lines } from './read.ts'
import { KILN, ORGEL, PHARE, PUENTE, TATAMI, WEIR, type Told } from './texts.ts'

type Site = readonly [name: string, page: (told: Told) => string, told: Told, url: string, date: string]

/** What a page says of its day alone is that day, in UTC. */
export const SITES: readonly Site[] = [
  ['WordPress', sites.wordpress, WEIR, 'https://ledger.example/2024/story-one/', '2024-03-05T07:45:00.000Z'],
  ['Drupal 7', sites.drupal, WEIR, 'https://review.example/2024/story-one', '2024-03-05T07:45:00.000Z'],
  ['Ghost', sites.ghost, KILN, 'https://slow.example/2024/story-one/', '2024-05-18T14:20:00.000Z'],
  ['a newspaper’s own system', sites.arc, WEIR, 'https://times.example/2024/story-one/', '2024-03-05T07:45:00.000Z'],
  ['a German paper', sites.zeitung, ORGEL, 'https://bote.example/2024/story-one.html', '2023-11-02T17:05:00.000Z'],
  ['a French paper', sites.gazette, PHARE, 'https://gazette.example/2024/story-one', '2024-09-30T04:00:00.000Z'],
  ['a Japanese paper', sites.shimbun, TATAMI, 'https://minato.example/2024/story-one.html', '2024-02-14T10:30:00.000Z'],
  ['tables', sites.tables, KILN, 'https://bulletin.example/2024/story-one.htm', '2024-05-18T16:20:00.000Z'],
  ['a page builder', sites.builder, PUENTE, 'https://valle.example/2024/story-one/', '2024-06-11T07:15:00.000Z'],
  ['plain HTML', sites.plain, KILN, 'https://reed.example/2024/story-one', '2024-05-18T00:00:00.000Z'],
  ['a wire', sites.wire, WEIR, 'https://wire.example/2024/story-one', '2024-03-05T07:45:00.000Z'],
]

describe.each(SITES)('an article page of %s', (name, page, told, url, date) => {
  test('gives title, address, day and writer', () => {
    const { item, format } = articleIn(page(told), url)
    expect(format).toBe('page')
    expect(item.title).toBe(told.title)
    expect(item.url).toBe(url)
    expect(new Date(item.published!).toISOString()).toBe(date)
    if (told.author && name !== 'a page builder') expect(item.authors).toEqual([told.author])
    else expect(item.authors).toEqual([])
  })

  test('gives the whole text, and nothing of what stands around it', () => {
    const text = lines(articleIn(page(told), url).item.content!)
    for (const line of told.text) expect(text).toContain(line)
    const strange = text.filter(
      (line) => !told.text.includes(line) && !line.includes(told.lead) && !/bridge|^Tables$|Year|1998|2020/.test(line),
    )
    expect(strange).toEqual([])
  })
})

describe('the page that this began with, in markup of its kind', () => {
  const html = readFileSync(new URL('./pages/joomla-old.html', import.meta.url), 'utf8')
  const { item } = articleIn(html, 'https://depesche.example.org/archive/2011/harbour-wants-deeper-basin-130111-3.html')

  test('has a title without its filing code, a day, and no writer', () => {
    expect(item).toMatchObject({
      title: 'Harbour authority wants a deeper basin than any before it',
      published: Date.UTC(2011, 0, 13, 20, 26),
      authors: [],
    })
  })

  test('has five paragraphs, the lead once', () => {
    expect(item.content!.match(/<p>/g)).toHaveLength(5)
    expect(lines(item.content!).map((line) => line.split(' ')[0])).toEqual(['PORT', 'In', 'In', '"The', 'Her'])
  })
})
