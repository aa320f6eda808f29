import { describe, expect, test } from 'vitest'
import { feedOf } from './documents.ts'

/** Bytes of one word in an encoding, for encodings that nothing here can write. */
const words: readonly (readonly [label: string, bytes: readonly number[], word: string])[] = [
  ['windows-1250', [0xbe, 0x6c, 0x75, 0x9d], 'žluť'.replace('ž', 'ľ')],
  ['windows-1251', [0xcf, 0xee, 0xf0, 0xf2], 'Порт'],
  ['windows-1252', [0x93, 0x63, 0x61, 0x66, 0xe9, 0x94], '“café”'],
  ['windows-1253', [0xcb, 0xe9, 0xec, 0xdc, 0xed, 0xe9], 'Λιμάνι'],
  ['windows-1254', [0xfe, 0x65, 0x68, 0x69, 0x72], 'şehir'],
  ['windows-1255', [0xf0, 0xee, 0xec], 'נמל'],
  ['windows-1256', [0xe3, 0xed, 0xe4, 0xc7, 0xc1], 'ميناء'],
  ['windows-1257', [0xfe, 0xe0, 0x73, 0x79, 0x73], 'žąsys'],
  ['iso-8859-1', [0x63, 0x61, 0x66, 0xe9], 'café'],
  ['iso-8859-2', [0xbe, 0x6c, 0x75, 0xbb], 'žluť'],
  ['iso-8859-5', [0xbf, 0xde, 0xe0, 0xe2], 'Порт'],
  ['iso-8859-7', [0xcb, 0xe9, 0xec, 0xdc, 0xed, 0xe9], 'Λιμάνι'],
  ['iso-8859-9', [0xfe, 0x65, 0x68, 0x69, 0x72], 'şehir'],
  ['iso-8859-15', [0xa4, 0x35], '€5'],
  ['koi8-r', [0xf0, 0xcf, 0xd2, 0xd4], 'Порт'],
  ['koi8_u', [0xf0, 0xcf, 0xd2, 0xd4], 'Порт'],
  ['cp866', [0x8f, 0xae, 0xe0, 0xe2], 'Порт'],
  ['shift_jis', [0x8d, 0x60], '港'],
  ['cp932', [0x8d, 0x60], '港'],
  ['euc-jp', [0xb9, 0xc1], '港'],
  ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x39, 0x41, 0x1b, 0x28, 0x42], '港'],
  ['gb2312', [0xb8, 0xdb], '港'],
  ['gbk', [0xb8, 0xdb], '港'],
  ['gb18030', [0xb8, 0xdb], '港'],
  ['big5', [0xb4, 0xe4], '港'],
  ['euc-kr', [0xc7, 0xd7], '항'],
  ['tis-620', [0xb7, 0xe8, 0xd2], 'ท่า'],
]

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))
const around = (declaration: string, word: readonly number[]): Uint8Array =>
  Uint8Array.from([...ascii(`<?xml version="1.0"${declaration}?><rss><channel><title>`), ...word, ...ascii('</title></channel></rss>')])
const titleOf = (bytes: Uint8Array, contentType = 'text/xml'): string | undefined =>
  feedOf(bytes, { 'content-type': contentType }).title?.value

describe('the encoding of a document', () => {
  test.each(words)('%s, declared in the XML', (label, bytes, word) => {
    expect(titleOf(around(` encoding='${label}'`, bytes))).toBe(word)
  })

  test.each(words)('%s, said by the server, against the declaration', (label, bytes, word) => {
    expect(titleOf(around(' encoding="utf-8"', bytes), `application/rss+xml; charset="${label}"`)).toBe(word)
  })

  test.each(words)('%s, declared in the XML, while the server says UTF-8', (label, bytes, word) => {
    expect(titleOf(around(` encoding="${label}"`, bytes), 'text/xml;charset=UTF-8')).toBe(word)
  })

  test.each(['iso-8859-1', 'us-ascii', 'koi8-r', 'gbk', 'shift_jis', 'utf-16', 'utf-32', 'no-such-charset'])(
    'is UTF-8 where the bytes are, whatever is said: %s',
    (label) => {
      const title = 'Préavis de grève à la gare — déjà'
      expect(
        titleOf(new TextEncoder().encode(`<?xml version="1.0" encoding="${label}"?><rss><channel><title>${title}</title></channel></rss>`)),
      ).toBe(title)
    },
  )

  const wide = (unit: 2 | 4, littleEndian: boolean, mark: boolean): Uint8Array => {
    const text = `${mark ? '\ufeff' : ''}<rss><channel><title>港 𝄞</title></channel></rss>`
    const units =
      unit === 2 ? Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)) : Array.from(text, (each) => each.codePointAt(0) ?? 0)
    const view = new DataView(new ArrayBuffer(units.length * unit))
    for (const [i, code] of units.entries())
      if (unit === 2) view.setUint16(i * 2, code, littleEndian)
      else view.setUint32(i * 4, code, littleEndian)
    return new Uint8Array(view.buffer)
  }
  test.each([
    ['utf-16le', 2, true],
    ['utf-16be', 2, false],
    ['utf-32le', 4, true],
    ['utf-32be', 4, false],
  ] as const)('%s with and without a mark', (_, unit, littleEndian) => {
    expect(titleOf(wide(unit, littleEndian, true))).toBe('港 𝄞')
    expect(titleOf(wide(unit, littleEndian, false))).toBe('港 𝄞')
  })

  test('UTF-8 with a few broken bytes stays UTF-8', () => {
    const good = Array.from(new TextEncoder().encode('déjà vu à Orléans, où est passé l’été'))
    expect(titleOf(around('', [...good, 0xe9, 0x21]))).toBe('déjà vu à Orléans, où est passé l’été\ufffd!')
  })

  test('UTF-8 that is cut within a character stays UTF-8', () => {
    const bytes = new TextEncoder().encode('<rss><channel><item><title>é</title></item><item><title>é')
    expect(feedOf(bytes.subarray(0, -1)).items[0]?.title?.value).toBe('é')
  })

  test('windows-1252 that nobody announces', () => {
    expect(titleOf(around('', [0x63, 0x61, 0x66, 0xe9]))).toBe('café')
  })

  test('controls go, and those that windows-1252 means something by are what it means', () => {
    expect(feedOf('<rss><channel><title>don\u0092t\u0000 \u000bstop</title></channel></rss>').title?.value).toBe('don’t stop')
  })
})
