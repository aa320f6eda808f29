import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../src/parse/dates.ts'

const known: readonly (readonly [written: string, instant: string])[] = [
  // RFC 822 and 2822, and what became of them
  ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan 2004 19:48:21 +0530', '2004-01-01T14:18:21Z'],
  ['Thu, 01 Jan 04 19:48 EST', '2004-01-02T00:48:00Z'],
  ['1 Jan 99 00:00 UT', '1999-01-01T00:00:00Z'],
  ['Thu,01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan, 2004 19:48:21 UTC', '2004-01-01T19:48:21Z'],
  ['Thu, 01 Jan 2004, 19:48:21', '2004-01-01T19:48:21Z'],
  ['Thursday, 01-Jan-04 19:48:21 GMT', '2004-01-01T19:48:21Z'],
  ['Mon, 26 January 2004 16:31:00 PDT', '2004-01-26T23:31:00Z'],
  ['Wed, 19 Aug 2009 18:28:00 Etc/GMT', '2009-08-19T18:28:00Z'],
  ['Wed, 19 Feb 2012 22:40:00 GMT-01:01', '2012-02-19T23:41:00Z'],
  ['Thu, 01 Jan 2004 19:48:21 -0500 (EST)', '2004-01-02T00:48:21Z'],
  ['Thu, 01 Jan 2004 10:00:00 (JST)', '2004-01-01T01:00:00Z'],
  ['Thu, 01 Jan 2004 20:26 PM GMT', '2004-01-01T20:26:00Z'],
  ['Thu, 01 Jan 2004 12:05 AM GMT', '2004-01-01T00:05:00Z'],
  ['Thu, 01 Jan 2004 24:00:00 GMT', '2004-01-02T00:00:00Z'],
  ['Thu, 31 Dec 1998 23:59:60 GMT', '1999-01-01T00:00:00Z'],
  ['Fri, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19:53Z'],
  ['Sun Jan  4 16:29:06 2004', '2004-01-04T16:29:06Z'],
  ['Sun Jan  4 16:29:06 PST 2004', '2004-01-05T00:29:06Z'],
  ['Sun Jan 04 16:29:06 +0000 2004', '2004-01-04T16:29:06Z'],
  ['Thu Jan 01 2004 19:48:21 GMT+0100 (Central European Standard Time)', '2004-01-01T18:48:21Z'],
  ['January 5, 2010 7:05 p.m.', '2010-01-05T19:05:00Z'],
  ['Thursday, 1st January 2004 at 10am', '2004-01-01T10:00:00Z'],
  ['Jan 2004', '2004-01-01T00:00:00Z'],
  // ISO 8601 and W3C-DTF
  ['2003-12-31T10:14:55Z', '2003-12-31T10:14:55Z'],
  ['2003-12-31T10:14:55.1239999+01:00', '2003-12-31T09:14:55.123Z'],
  ['2003-12-31 18:14:55 +0800', '2003-12-31T10:14:55Z'],
  ['2003-12-31t10:14z', '2003-12-31T10:14:00Z'],
  ['2003-12-31T10Z', '2003-12-31T10:00:00Z'],
  ['2003-12-31', '2003-12-31T00:00:00Z'],
  ['2003-12', '2003-12-01T00:00:00Z'],
  ['2003', '2003-01-01T00:00:00Z'],
  ['20031231T101455Z', '2003-12-31T10:14:55Z'],
  ['20031231101455', '2003-12-31T10:14:55Z'],
  ['20031231', '2003-12-31T00:00:00Z'],
  ['2003-335', '2003-12-01T00:00:00Z'],
  ['2003-W52-3T10:00Z', '2003-12-24T10:00:00Z'],
  ['03-12-31', '2003-12-31T00:00:00Z'],
  ['2004-1-5 9:05', '2004-01-05T09:05:00Z'],
  ['2004-02-29T24:00:00Z', '2004-03-01T00:00:00Z'],
  ['2004-01-01T00:00:00+01:00[Europe/Paris]', '2003-12-31T23:00:00Z'],
  ['0001-01-01T00:00:00', '0001-01-01T00:00:00Z'],
  // numbers
  ['1072900800', '2003-12-31T20:00:00Z'],
  ['1072900800.5', '2003-12-31T20:00:00.500Z'],
  ['1072900800123', '2003-12-31T20:00:00.123Z'],
  // other languages
  ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00Z'],
  ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00Z'],
  ['2004년 05월 28일  01:31:15', '2004-05-27T16:31:15Z'],
  ['2004-05-25 오후 11:23:17', '2004-05-25T14:23:17Z'],
  ['mar. 05 mars 2004 10:00 CET', '2004-03-05T09:00:00Z'],
  ['5 août 2010 16h30', '2010-08-05T16:30:00Z'],
  ['lun, 04 ene 2010 10:00:00 +0100', '2010-01-04T09:00:00Z'],
  ['1º de janeiro de 2004', '2004-01-01T00:00:00Z'],
  ['Κυρ, 11 Ιούλ 2004 7:00 μ.μ.', '2004-07-11T19:00:00Z'],
  ['25 de dezembro de 2010 às 10:00', '2010-12-25T10:00:00Z'],
  ['Mi, 05 Mär 2014 10:00:00 +0100', '2014-03-05T09:00:00Z'],
  ['gio, 13 mag 2010 08:00:00 GMT', '2010-05-13T08:00:00Z'],
  ['12 января 2010 г. 10:00 MSK', '2010-01-12T07:00:00Z'],
  ['2004年5月28日(金) 午後1時31分15秒', '2004-05-28T13:31:15Z'],
  // numbers whose order can be told
  ['13.05.2010 10:30', '2010-05-13T10:30:00Z'],
  ['05.06.2010', '2010-06-05T00:00:00Z'],
  ['13/05/2010', '2010-05-13T00:00:00Z'],
  ['5/13/2010 5:00 PM', '2010-05-13T17:00:00Z'],
]

const refused: readonly string[] = [
  '',
  ' ',
  'yesterday',
  'May',
  'Friday',
  'hello world',
  'none',
  'null',
  '-',
  '10:00',
  '12345',
  '1.2.3',
  '0',
  '99999999',
  '31 Feb 2004 10:00:00 GMT',
  'Thu, 31 Jun 2004 19:48:21 GMT',
  '2003-02-29',
  '2004-13-01',
  '2004-00-10',
  '2004-01-00',
  '0000-00-00 00:00:00',
  'Sat, 01 Jan 2011 25:00:00 GMT',
  '2011-01-01T10:61:00Z',
  '2011-01-01T24:30:00Z',
  '2011-01-01T10:00:00+99:00',
  '2003-366',
  '2003-W54',
  '05/06/2010',
  '3 days ago',
  '2004-01-01T00:00:00Z or so',
  'Jan 5',
  '5 Smarch 2010',
  '<b>2004</b>',
  'x'.repeat(120),
  '1'.repeat(200),
]

describe('a date in a feed', () => {
  test.each(known)('%s', (written, instant) => {
    const found = parseDate(written)
    expect(found === undefined ? found : new Date(found).toISOString()).toBe(new Date(instant).toISOString())
  })

  test.each(refused)('cannot be told from %j', (written) => {
    expect(parseDate(written)).toBeUndefined()
  })

  test('is the same in every zone the server may stand in', () => {
    const here = process.env['TZ']
    try {
      for (const zone of ['UTC', 'America/New_York', 'Australia/Lord_Howe']) {
        process.env['TZ'] = zone
        for (const [written, instant] of known) expect(parseDate(written), `${written} in ${zone}`).toBe(Date.parse(instant))
      }
    } finally {
      process.env['TZ'] = here
    }
  })

  test('comes back as the instant it was written from', () => {
    const instant = fc.date({ min: new Date('1970-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, (date) => {
        expect(parseDate(date.toISOString())).toBe(date.getTime())
        expect(parseDate(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
    )
  })

  test('never throws, whatever is written there', () => {
    const scraps = fc.constantFrom(
      'Jan',
      '2004',
      '-',
      ':',
      '12',
      '+0100',
      'GMT',
      '년',
      'T',
      '.',
      '(',
      ')',
      ' ',
      ',',
      '/',
      'pm',
      '٣',
      '\u0000',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scraps).map((each) => each.join('')),
        ),
        (text) => {
          const found = parseDate(text)
          expect(found === undefined || Number.isFinite(new Date(found).getTime())).toBe(true)
        },
      ),
    )
  })
})
