import { describe, expect, test } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'
import { FEED, says, type Row } from './says.ts'

describe('a file that is no feed', () => {
  test.each<Row>([
    [
      'nothing',
      '',
      '1: title: is required: write title: Japan defense',
      '1: sources: is required: write sources: [https://example.org/rss.xml]',
    ],
    [
      'a comment',
      '# later\n',
      '1: title: is required: write title: Japan defense',
      '1: sources: is required: write sources: [https://example.org/rss.xml]',
    ],
    [
      'a sentence',
      'Tides and harbours\n',
      '1: this is no feed: begin with title: Japan defense, then sources: [https://example.org/rss.xml]',
    ],
    [
      'a list',
      '- https://example.org/tide.xml\n',
      '1: this is no feed: begin with title: Japan defense, then sources: [https://example.org/rss.xml]',
    ],
    [
      'a web page',
      '<!doctype html><title>Tides</title>\n',
      '1: this is no feed: begin with title: Japan defense, then sources: [https://example.org/rss.xml]',
    ],
    [
      'two feeds',
      FEED + '---\ntitle: Tides\nsources: [https://example.org/tide.xml]\n',
      '3: one file is one feed: put what follows "---" into a file of its own',
    ],
  ])('%s', says)
})

describe('YAML', () => {
  test.each<Row>([
    [
      'a colon in a title',
      'title: Tides: ebb and flow\nsources: [https://example.org/tide.xml]\n',
      '1: a colon with a blank begins another key, so quote it: title: "Tides: ebb and flow"',
    ],
    [
      'an at sign',
      'title: @tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with @ is something else in YAML, so quote it: title: "@tides"',
    ],
    [
      'a percent sign',
      'title: %tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with % is something else in YAML, so quote it: title: "%tides"',
    ],
    [
      'an asterisk',
      'title: *tides*\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with * is something else in YAML, so quote it: title: "*tides*"',
    ],
    [
      'an exclamation mark',
      'title: !tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with ! is something else in YAML, so quote it: title: "!tides"',
    ],
    [
      'a bar',
      'title: | tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with | is something else in YAML, so quote it: title: "| tides"',
    ],
    [
      'a dash',
      'title: - tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with - is something else in YAML, so quote it: title: "- tides"',
    ],
    [
      'a bracket',
      'title: [Sea] tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with [ is something else in YAML, so quote it: title: "[Sea] tides"',
    ],
    [
      'a brace',
      'title: {tides\nsources: [https://example.org/tide.xml]\n',
      '1: a value that begins with { is something else in YAML, so quote it: title: "{tides"',
    ],
    [
      'a quote without an end',
      'title: "Tides\nsources: [https://example.org/tide.xml]\n',
      '1: the quote that begins here has no end: add it',
    ],
    [
      'a quote within quotes',
      `title: 'The sea's tides'\nsources: [https://example.org/tide.xml]\n`,
      '1: there is text behind the closing quote: write a quote within quotes twice, or use the other kind around it',
    ],
    [
      'a backslash',
      'title: "Tides \\d"\nsources: [https://example.org/tide.xml]\n',
      '1: between double quotes a backslash has a meaning of its own: use single quotes',
    ],
    ['no colon', 'title Tides\nsources: [https://example.org/tide.xml]\n', '1: the ":" is missing: write title: Tides'],
    ['no blank', 'title:Tides\nsources: [https://example.org/tide.xml]\n', '1: a blank is missing behind the ":": write title: Tides'],
    ['a tab', 'title: Tides\nsources:\n\t- https://example.org/tide.xml\n', '3: this line is indented with a tab: use spaces'],
    [
      'keys out of line',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n   name: Harbour\n',
      '4: the keys of one entry begin in one column: look at the indentation here, or for a missing "- "',
    ],
    ['a list without an end', 'title: Tides\nsources: [https://example.org/tide.xml\nlimit: 3\n', '2: the [ has no ]: add it at the end'],
  ])('%s', says)
})

describe('the bytes of a file', () => {
  const read = (bytes: Uint8Array) => {
    const result = readFeedConfig('feeds/tides.yaml', bytes, () => ({ urls: [] }))
    return result.ok ? result.feed.title : result.problems.map(({ line, message }) => `${line}: ${message}`)
  }
  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  const utf16 = (text: string) =>
    Uint8Array.from(`\u00ff\u00fe${Array.from(text, (letter) => `${letter}\0`).join('')}`, (letter) => letter.charCodeAt(0))

  test.each([
    ['UTF-8', new TextEncoder().encode(FEED.replace('Tides', 'Marées')), 'Marées'],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${FEED}`), 'Tides'],
    [
      'Latin-1',
      latin1(`${FEED}description: Marées\n`),
      ['3: a letter in this line is not UTF-8 (Latin-1, perhaps): save the file as UTF-8'],
    ],
    ['UTF-16', utf16(FEED), ['1: this file is UTF-16: save it as UTF-8']],
  ])('%s', (_, bytes, expected) => {
    expect(read(bytes)).toEqual(expected)
  })
})
