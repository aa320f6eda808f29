import { decodeAs } from './encodings.ts'

/** How much of a document is looked at, in bytes. */
const SAMPLE_BYTES = 50_000
/** What a text of the West is, and what none of the others is taken for. */
export const FALLBACK = 'windows-1252'
/** The part of its non-ASCII characters that must fit before a guess beats windows-1252. */
const MINIMUM = 0.5
/** One impossible character outweighs so many that fit. */
const PENALTY = 3
const NON_ASCII = /[\u0080-\u{10ffff}]/gu
/** Undecodable, private, half-width, line drawing: what comes out of a wrong guess. */
const IMPOSSIBLE = /[\ufffd\u0080-\u009f\ue000-\uf8ff\uff61-\uff9f\u2500-\u259f]/g

/** What a text in an encoding's language is full of, and how many times over it counts: a third of Japanese is kana. */
const CANDIDATES: readonly (readonly [name: string, typical: RegExp, weight: number])[] = [
  ['iso-2022-jp', /[\u3040-\u30ff]/g, 3],
  ['euc-jp', /[\u3040-\u30ff]/g, 3],
  ['shift_jis', /[\u3040-\u30ff]/g, 3],
  [
    'euc-kr',
    /[이다는에의가을를고은하한지도로기사서인리해어대아시자정일그나라부전들제장보수주만원과상구국간동회위조관비선신여오있것으니]/g,
    2,
  ],
  ['gbk', /[的一是不了在有人这中大国上个我们到说时为子你会年发地出来可下过后生要以他新日天月于，。：经开口]/g, 5],
  ['big5', /[的一是不了在有人這中大國上個我們到說時為子你會年發地出來可下過後生要以他新日天月於，。：經開口]/g, 5],
  // Letters of an alphabet stand beside each other; accented Latin ones, misread as these, stand alone.
  ['windows-1251', /(?<=[\u0410-\u044f])[\u0430-\u044f]/g, 1.2],
  ['koi8-r', /(?<=[\u0410-\u044f])[\u0430-\u044f]/g, 1.2],
  ['windows-1253', /(?<=[\u0386-\u03ce])[\u03ac-\u03ce]/g, 1.2],
  ['windows-1255', /(?<=[\u05d0-\u05ea])[\u05d0-\u05ea]/g, 1.2],
  ['windows-874', /(?<=[\u0e01-\u0e4e])[\u0e01-\u0e4e]/g, 1.2],
]

/**
 * The encoding of bytes that are not UTF-8 and about which nobody says anything: that of the candidates whose text
 * reads most like its language, and windows-1252 where none does.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let best = FALLBACK
  let most = MINIMUM
  for (const [name, typical, weight] of CANDIDATES) {
    const text = decodeAs(name, sample)
    const foreign = count(text, NON_ASCII)
    const score = foreign === 0 ? 0 : Math.min(1, (weight * count(text, typical)) / foreign) - (PENALTY * count(text, IMPOSSIBLE)) / foreign
    if (score > most) [best, most] = [name, score]
  }
  return best
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
