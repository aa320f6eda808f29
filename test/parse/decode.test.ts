import { describe, expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'
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
  ['big5-hkscs', [0x9d, 0xef, 0x95, 0xda], '嘅啱'],
  ['big5', [0x9d, 0xef, 0x95, 0xda], '嘅啱'],
  ['cp949', [0x8c, 0x63], '똠'],
  ['ks_c_5601-1987', [0x8c, 0x63], '똠'],
  ['hz-gb-2312', [0x7e, 0x7b, 0x38, 0x5b, 0x7e, 0x7d, 0x7e, 0x7e], '港~'],
  ['latin9', [0xbd, 0x75, 0x66], 'œuf'],
  ['cp437', [0x82, 0x74, 0x82], 'été'],
  ['cp850', [0x81, 0x62, 0x65, 0x72], 'über'],
  ['cp852', [0x9d, 0xa2, 0x64, 0xab], 'Łódź'],
  ['cp858', [0x35, 0xd5], '5€'],
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

  const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)]

  test.each([
    ['that nobody announces', '', 'text/xml', 'déjà vu à Orléans'],
    ['that is declared', ' encoding="utf-8"', 'text/xml', 'dé'],
    ['that the server announces', '', 'text/xml; charset=utf-8', 'dé'],
    ['under a Latin label', ' encoding="iso-8859-1"', 'text/xml', 'Grüße aus Köln'],
    ['under a Cyrillic label', ' encoding="windows-1251"', 'text/xml', 'Порт открыт'],
    ['under a Japanese label', ' encoding="shift_jis"', 'text/xml', '港が開く'],
  ])('UTF-8 with a broken byte stays UTF-8: %s', (_, declaration, type, title) => {
    expect(titleOf(around(declaration, [...utf8(title), 0xe9, 0x21]), type)).toBe(`${title}\ufffd!`)
  })

  test.each([
    ['Latin letters under a label of UTF-8', ' encoding="utf-8"', [0x63, 0x61, 0x66, 0xe9], 'café'],
    ['Shift_JIS under a label of EUC-JP', ' encoding="euc-jp"', [0x8d, 0x60, 0x82, 0xc5, 0x8a, 0x4a, 0x82, 0xad], '港で開く'],
    ['EUC-JP under a label of Shift_JIS', ' encoding="shift_jis"', [0xb9, 0xc1, 0xa4, 0xc7, 0xb3, 0xab, 0xa4, 0xaf], '港で開く'],
    [
      'windows-1251 under a label of KOI8',
      ' encoding="koi8-r"',
      [0xcf, 0xee, 0xf0, 0xf2, 0x20, 0xc8, 0x20, 0xcc, 0xee, 0xf0, 0xe5],
      'Порт И Море',
    ],
    [
      'KOI8 under a label of windows-1251',
      ' encoding="windows-1251"',
      [0xf0, 0xcf, 0xd2, 0xd4, 0x20, 0xe9, 0x20, 0xed, 0xcf, 0xd2, 0xc5],
      'Порт И Море',
    ],
    [
      'capitals of windows-1251',
      ' encoding="windows-1251"',
      [0xcf, 0xce, 0xd0, 0xd2, 0x20, 0xc8, 0x20, 0xec, 0xee, 0xf0, 0xe5],
      'ПОРТ И море',
    ],
  ])('%s', (_, declaration, bytes, title) => {
    expect(titleOf(around(declaration, bytes))).toBe(title)
  })

  test('halves of characters that were written as characters (CESU-8)', () => {
    const half = [0xed, 0xa0, 0xbc, 0xed, 0xbc, 0x8a]
    expect(titleOf(around('', [...utf8('É '), ...half, ...half, 0x21]))).toBe('É 🌊🌊!')
    expect(titleOf(around('', [...utf8('à déjà été là-bas, où ? '), ...half.slice(0, 3), 0x21]))).toBe(
      'à déjà été là-bas, où ? \ufffd\ufffd\ufffd!',
    )
  })

  test.each([
    ['decimal', 'a &#55356;&#57098; b', 'a 🌊 b'],
    ['hexadecimal', 'a &#xD83C;&#xdf0a; b', 'a 🌊 b'],
    ['in CDATA', '<![CDATA[a &#55356;&#57098; b]]>', 'a &#127754; b'],
    ['one half alone', 'a &#55356; &#57098; b', 'a \ufffd \ufffd b'],
    ['the wrong way round', '&#57098;&#55356;', '\ufffd\ufffd'],
  ])('halves of characters that were written as references: %s', (_, written, title) => {
    expect(titleOf(Uint8Array.from(utf8(`<rss><channel><title>${written}</title></channel></rss>`)))).toBe(title)
  })

  test('UTF-8 that is cut within a character stays UTF-8', () => {
    const bytes = new TextEncoder().encode('<rss><channel><item><title>é</title></item><item><title>é')
    expect(feedOf(bytes.subarray(0, -1)).items[0]?.title?.value).toBe('é')
  })

  test('windows-1252 that nobody announces', () => {
    expect(titleOf(around('', [0x63, 0x61, 0x66, 0xe9]))).toBe('café')
  })

  /** A title in an encoding of one byte a letter. */
  const inPage = (encoding: string, title: string): number[] => {
    const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, i) => i))
    return Array.from(title, (letter) => letters.indexOf(letter))
  }
  const OTHERS = [
    ['windows-1251', 'Порт снова открыт'],
    ['koi8-r', 'Порт снова открыт'],
    ['windows-1255', 'הנמל נפתח מחדש ביום שלישי'],
    ['windows-1256', 'الميناء يفتح اليوم'],
    ['windows-1253', 'Το λιμάνι άνοιξε'],
    ['windows-874', 'ท่าเรือเปิดอีกครั้ง'],
    ['windows-1250', 'Łódź płynie, żagle są już wyżej'],
    ['iso-8859-2', 'Łódź płynie, żagle są już wyżej'],
    ['windows-1254', 'Ağır yük gemisi limana yanaştı, kış kapıda'],
  ] as const

  test.each(OTHERS)('%s that nobody announces but a server that calls everything Latin', (encoding, title) => {
    expect(titleOf(around('', inPage(encoding, title)))).toBe(title)
    expect(titleOf(around('', inPage(encoding, title)), 'text/xml; charset=iso-8859-1')).toBe(title)
  })

  test.each([
    'Où êtes-vous passés ? À l’île, déjà',
    'Ação no coração da nação: informações às três',
    'Señor, mañana habrá niñez y corazón',
    'Größe der Fußgängerbrücke über süßen Äpfeln',
    'Það væri ágætt að fá þýðingu í Æðey',
    'Rødgrød med fløde på årets største ø',
    'Hyvää yötä, näin käy kylässä',
    'ÜBERSCHÄTZTE GRÖSSEN',
    '“Quoted” – it’s £5 or €7, ½ off',
  ])('windows-1252 is not taken for another: %s', (title) => {
    expect(titleOf(around('', inPage('windows-1252', title)))).toBe(title)
  })

  test.each([
    ['windows-1250', 'Příliš žluťoučký kůň'],
    ['windows-1257', 'Ąžuolas švyti žiemą'],
  ])('a declaration of %s counts more than a header that says Latin', (encoding, title) => {
    expect(titleOf(around(` encoding="${encoding}"`, inPage(encoding, title)), 'text/xml; charset=iso-8859-1')).toBe(title)
  })

  test('a page that names its encoding in a meta element', () => {
    const bytes = [
      ...utf8('<!doctype html><html><head><meta charset="windows-1250"><title>'),
      ...inPage('windows-1250', 'Příliš žluťoučký'),
    ]
    const parsed = parse({ url: 'https://example.org/', headers: {}, bytes: Uint8Array.from([...bytes, ...utf8('</title></html>')]) })
    expect(parsed.ok ? undefined : parsed.html).toContain('Příliš žluťoučký')
  })

  test('JIS under a header that says Latin', () => {
    const bytes = [0x1b, 0x24, 0x42, 0x39, 0x41, 0x1b, 0x28, 0x42]
    expect(titleOf(around('', bytes), 'text/xml; charset=iso-8859-1')).toBe('港')
  })

  test('HZ whose pairs hold a tilde', () => {
    expect(titleOf(around(' encoding="hz-gb-2312"', utf8('~{6~TB~} 2~~3')))).toBe('二月 2~3')
  })

  test('controls go, and those that windows-1252 means something by are what it means', () => {
    expect(feedOf('<rss><channel><title>don\u0092t\u0000 \u000bstop</title></channel></rss>').title?.value).toBe('don’t stop')
  })
})

describe('UTF-8 that was encoded twice', () => {
  /** A text as programs show it that take its UTF-8 for another encoding. */
  const misread = (text: string, encoding = 'windows-1252'): string => new TextDecoder(encoding).decode(new TextEncoder().encode(text))
  const titleIn = (written: string): string | undefined => feedOf(`<rss><channel><title>${written}</title></channel></rss>`).title?.value

  test.each([
    ['one letter', 'Café'],
    ['German', 'Größe der Fußgängerbrücke'],
    ['French with its signs', 'L’été où l’œuvre fut « finie » — 5 €'],
    ['Russian', 'Порт снова открыт'],
    ['Japanese', '港が再び開く'],
    ['an emoji', 'Storm 🌪 ahead'],
  ])('is undone: %s', (_, title) => {
    expect(titleIn(misread(title))).toBe(title)
    expect(titleIn(`<![CDATA[${misread(title)}]]>`)).toBe(title)
  })

  test.each([
    ['windows-1251', 'Порт снова открыт'],
    ['windows-1250', 'Łódź płynie'],
  ])('is undone where it was taken for %s', (encoding, title) => {
    expect(titleIn(misread(title, encoding))).toBe(title)
  })

  test('is undone in JSON and in attributes', () => {
    const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1', title: misread('Größe'), items: [] })
    expect(feedOf(json).title?.value).toBe('Größe')
    const term = `<feed xmlns="http://www.w3.org/2005/Atom"><category term="${misread('Häfen')}"/></feed>`
    expect(feedOf(term).categories).toEqual([{ term: 'Häfen' }])
  })

  test.each([
    ['text that has other letters too', 'Why “Ã©” is é'],
    ['a capital before an apostrophe', 'CAFÉ’S NEW MENU'],
    ['two of them', 'CAFÉ’S AND CAFÉ’S'],
    ['a sharp s before an ellipsis', 'Viel Spaß…'],
    ['a tilde before an ellipsis', 'AMANHÃ…'],
    ['Russian', 'С»едующий'],
    ['Portuguese', 'São Paulo à noite'],
  ])('is not seen in %s', (_, title) => {
    expect(titleIn(title)).toBe(title)
  })

  test('is undone in one field and left alone in the next', () => {
    const feed = feedOf(`<rss><channel><title>${misread('Größe')}</title><description>Größe</description></channel></rss>`)
    expect([feed.title?.value, feed.subtitle?.value]).toEqual(['Größe', 'Größe'])
  })
})
