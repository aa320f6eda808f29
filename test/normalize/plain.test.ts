import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sanitize } from '../../src/normalize/html.ts'
import { textToHtml } from '../../src/normalize/plain.ts'
import { dangers } from './dangers.ts'

const link = (url: string, text = url): string => `<a href="${url}" rel="noopener noreferrer nofollow">${text}</a>`

test.each([
  ['a blank line makes a paragraph', 'a < b\n\nc & d\r\n\r\n e', '<p>a &lt; b</p>\n<p>c &amp; d</p>\n<p>e</p>'],
  ['a line end makes a break', 'a <b>\nc', 'a &lt;b&gt;<br />\nc'],
  ['the way a document is indented does not', 'one\n    two\n    three', 'one\ntwo\nthree'],
  ['an address is a link', 'See https://example.org/a?b=1&c=2 now', `See ${link('https://example.org/a?b=1&amp;c=2')} now`],
  [
    'without the end of its sentence',
    '(https://example.org/a), https://example.org/b_(c).',
    `(${link('https://example.org/a')}), ${link('https://example.org/b_(c)')}.`,
  ],
  ['an address that leads nowhere is text', 'http://[x and https://', 'http://[x and https://'],
  ['an address is written as it was', 'HTTPS://Example.org', link('https://example.org/', 'HTTPS://Example.org')],
])('%s', (_, text, expected) => {
  expect(textToHtml(text)).toBe(expected)
})

test('text of any kind is safe, and cleaning it changes nothing', { timeout: 60_000 }, () => {
  const piece = fc.oneof(
    fc.constantFrom('https://', 'http://a.b/', '<', '"', "'", '&', '\n', '\n\n', ' ', ')', '('),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const html = textToHtml(pieces.join(''))
      expect(dangers(html)).toEqual([])
      expect(sanitize(html)).toBe(html)
    }),
    { numRuns: 200 },
  )
})
