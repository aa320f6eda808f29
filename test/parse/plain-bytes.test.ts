import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainText } from '../../src/parse/plain-bytes.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['ASCII', 'Ferry, 12 May\r\n\tlate', true],
  ['quotation marks and dashes', 'it’s “late” – again … at the end”', true],
  ['nothing', '', true],
  ['a letter beyond ASCII', 'Fähre verspätet', false],
  ['another block of punctuation', 'price 5 €', false],
  ['a control', 'ferry\u0007 late, and more', false],
  ['a control of Latin-1', 'ferry\u0092s late', false],
])('%s', (_, text, isPlain) => {
  expect(isPlainText(encode(text))).toBe(isPlain)
})

test('a mark that is cut is not plain', () => {
  expect(isPlainText(encode('late…').subarray(0, 5))).toBe(false)
})

test('a text that is shorter than where it lies in memory', () => {
  for (let offset = 0; offset < 8; offset++) {
    for (let length = 0; length < 4; length++) {
      expect(isPlainText(encode('x'.repeat(offset) + 'ferry'.slice(0, length)).subarray(offset))).toBe(true)
      expect(
        isPlainText(
          encode(`${'x'.repeat(offset)}\u0001`)
            .slice(0)
            .subarray(offset),
        ),
      ).toBe(false)
    }
  }
})

test('wherever it stands and whatever stands around it, one odd byte is found', () => {
  const piece = fc.constantFrom('ferry', ' ', '\n', '“', '…', 'a', 'late')
  fc.assert(
    fc.property(
      fc.array(piece),
      fc.array(piece),
      fc.nat(7),
      fc.constantFrom('\u0000', '\u001f', 'é', '\u2122', 'я', '\ufffe'),
      (a, b, offset, odd) => {
        const at = (text: string): Uint8Array => encode(`${'x'.repeat(offset)}${text}`).subarray(offset)
        expect(isPlainText(at([...a, ...b].join('')))).toBe(true)
        expect(isPlainText(at([...a, odd, ...b].join('')))).toBe(false)
      },
    ),
  )
})
