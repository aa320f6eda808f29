import { describe, expect, test } from 'vitest'
import { webAddress } from '../../src/address/published.ts'
import { rfc3339, rfc822 } from '../../src/publish/dates.ts'
import { clean, escapeAttribute, escapeText, markup, plain, tag } from '../../src/publish/xml.ts'
import { MORNING } from './sample.ts'
import { withCpu } from '../cpu.ts'

describe('what is published as an address', () => {
  test.each([
    ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
    ['HTTP://A.example:80/%7e', 'http://a.example/%7e'],
    ['https://a.example/x|y[1]{2}^`', 'https://a.example/x%7Cy%5B1%5D%7B2%7D%5E%60'],
    ['https://a.example/#a#b', 'https://a.example/#a%23b'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['http://[::1]:8080/', 'http://[::1]:8080/'],
    ['https://user:secret@a.example/', 'https://a.example/'],
    [' https://a.example/ ', 'https://a.example/'],
    ['https://a.example/100%', 'https://a.example/100%'],
    ['javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['file:data/sample/a.xml', undefined],
    ['mailto:a@a.example', undefined],
    ['//a.example/', undefined],
    ['/relative', undefined],
    ['https://', undefined],
    ['http://a b/', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (given, expected) => {
    expect(webAddress(given)).toBe(expected)
    expect(webAddress(webAddress(given))).toBe(expected)
  })
})

describe('XML', () => {
  test.each([
    ['text', escapeText('a < b && c > d ]]> "e"'), 'a &lt; b &amp;&amp; c &gt; d ]]&gt; "e"'],
    ['an attribute', escapeAttribute(`"a" 'b'\r\n\tc <d>`), '&quot;a&quot; &#39;b&#39;&#10;&#9;c &lt;d&gt;'],
    ['plain text, in references that are safe to decode twice', plain('t', ' a & b \n <c> '), '<t>a &#x26; b &#x3C;c&#x3E;</t>\n'],
    ['no plain text', plain('t', '\0 \n'), undefined],
    ['HTML', markup('t', clean('<p>&amp;</p>'), { type: 'html' }), '<t type="html">&lt;p&gt;&amp;amp;&lt;/p&gt;</t>\n'],
    ['an empty element, without what is undefined', tag('t', { a: undefined, b: 0 }), '<t b="0"/>\n'],
  ])('%s', (_, written, expected) => expect(written).toBe(expected))

  test.each([
    ['what XML forbids', 'a\0b\u0008c\uFFFEd\uFFFFe'],
    ['what it discourages', 'a\u007Fb\u0085c\uFDD0d\uFDEFe'],
    ['noncharacters at the end of planes', 'a\u{1FFFE}b\u{2FFFF}c\u{10FFFE}d\u{10FFFF}e'],
    ['halves of characters', 'a\uD800b\uDFFFc\uD83Fd\uDFFEe'],
  ])('%s is not written', (_, text) => expect(clean(text)).toBe('abcde'))

  test.each(['𝒜 \u{1F600} \u{1FFFD} \u{10FFFD} \uFDCF \uFDF0 \uE000', 'plain'])('%s is written', (text) => expect(clean(text)).toBe(text))

  test('a megabyte of anything is written in no time', () => {
    const [, took] = withCpu(() => {
      for (const unit of ['\uD800', ']]>', '&', '<a', ' ', '\r', '\0']) clean(escapeText(unit.repeat(1_000_000 / unit.length)))
    })
    expect(took).toBeLessThan(3000)
  })
})

describe('dates', () => {
  test.each([
    [MORNING, '2011-01-11T09:30:00Z', 'Tue, 11 Jan 2011 09:30:00 GMT'],
    [MORNING + 7, '2011-01-11T09:30:00.007Z', 'Tue, 11 Jan 2011 09:30:00 GMT'],
    [0, '1970-01-01T00:00:00Z', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    [Date.UTC(2024, 1, 29, 23, 59, 59), '2024-02-29T23:59:59Z', 'Thu, 29 Feb 2024 23:59:59 GMT'],
  ])('%d', (instant, long, short) => {
    expect(rfc3339(instant)).toBe(long)
    expect(rfc822(instant)).toBe(short)
  })

  test.each([Number.NaN, Infinity, 8.64e15, -6.3e13])('%d cannot be said', (instant) => {
    expect(() => rfc3339(instant)).toThrow(RangeError)
    expect(() => rfc822(instant)).toThrow(RangeError)
  })
})
