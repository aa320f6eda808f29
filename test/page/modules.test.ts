import { describe, expect, test } from 'vitest'
import { parsePage } from './read.ts'

const story = (n: number, title = `A story of the canal and its boats, number ${n}`) =>
  `<div class="story"><h2><a href="/2024/05/story-${n}">${title}</a></h2><p>What happened there is told in a sentence or two, of story ${n}.</p></div>`
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
const main = numbers(8)
  .map((n) => story(n))
  .join('')
const front = (body: string) => `<!doctype html><html lang="en"><head><title>The Towpath</title></head><body>${body}</body></html>`
const pathsOf = (body: string, url = 'https://towpath.example/'): readonly string[] => {
  const parsed = parsePage(front(body), url)
  return parsed.ok ? parsed.feed.items.map(({ link = '' }) => link.replace('https://towpath.example', '')) : [parsed.problem.code]
}
const MAIN = numbers(8).map((n) => `/2024/05/story-${n}`)

describe('the main list of a front', () => {
  test.each([
    [
      'links of one title',
      numbers(4)
        .map((n) => `<p class="by"><a href="/diary/${n}">Entries in the diary</a> 3 May 2024</p>`)
        .join(''),
    ],
    [
      'names of sections in headings',
      ['sport', 'culture', 'trade'].map((name) => `<h2><a href="/section/${name}">All about ${name}</a></h2>`).join(''),
    ],
    [
      'a module of bare headlines',
      `<ul class="videos">${numbers(4)
        .map((n) => `<li><h3><a href="/video/${n}">A boat turns over on film, part ${n}</a></h3></li>`)
        .join('')}</ul>`,
    ],
    [
      'a footer',
      `<div class="block-footer"><ul>${numbers(4)
        .map((n) => `<li><a href="/about/${n}">About the people of the canal ${n}</a></li>`)
        .join('')}</ul></div>`,
    ],
    [
      'what readers read most',
      `<div><h3>Most read</h3><ul>${numbers(3)
        .map((n) => `<li><h4><a href="/old/${n}">An old story of the canal ${n}</a></h4></li>`)
        .join('')}</ul></div>`,
    ],
    ['addresses', `<p class="story"><a href="/x">https://towpath.example/x</a></p>`],
  ])('beats %s', (_, module) => {
    expect(pathsOf(`<main>${main}</main>${module}`)).toEqual(MAIN)
  })

  test('is not cut off by a heading of favourites above it', () => {
    const body = `<div class="row"><h1>Events</h1><div class="intro"><h2>Related information</h2><a href="/a">Maps of the canal</a></div>${main}</div>`
    expect(
      pathsOf(
        `${body}${numbers(30)
          .map((n) => `<p><a href="/n${n}">x${n}</a></p>`)
          .join('')}`,
      ),
    ).toEqual(MAIN)
  })

  test('takes links in a sentence of an entry for none', () => {
    const entries = numbers(4).map(
      (n) =>
        `<article class="hentry"><h2><a href="/2024/05/story-${n}">A story of the canal, number ${n}</a></h2><p>It began when <a href="https://mill.example/${n}">the miller of the lower mill</a> fell in.</p></article>`,
    )
    expect(pathsOf(entries.join(''))).toEqual(MAIN.slice(0, 4))
  })

  test('counts headlines of two words where their kind recurs', () => {
    const titles = [
      'Mill burns',
      'A boat sinks at the mill',
      'Rain again',
      'The keeper of the lock retires at last',
      'No fish left at all in the pond',
    ]
    const rows = titles.map((title, n) => `<li class="row"><a href="/2024/05/story-${n}">${title}</a> <span>${n + 1} May 2024</span></li>`)
    expect(pathsOf(`<ul>${rows.join('')}</ul>`)).toEqual(MAIN.slice(0, 5))
  })

  test('knows articles by their query', () => {
    const rows = numbers(5).map((n) => `<div class="post"><h2><a href="/?p=${100 + n}">A story of the canal, number ${n}</a></h2></div>`)
    expect(pathsOf(rows.join(''), 'https://towpath.example/?cat=1')).toEqual(numbers(5).map((n) => `/?p=${100 + n}`))
  })

  test('of a menu there is none', () => {
    const menu = ['Our boats', 'The locks', 'Old maps', 'The board', 'Write us', 'Find us'].map(
      (name, n) => `<li><a href="/m${n}">${name}</a></li>`,
    )
    expect(pathsOf(`<ul>${menu.join('')}</ul>`)).toEqual(['not-a-feed'])
  })
})
