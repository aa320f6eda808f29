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

interface Candidate {
  readonly name: string
  /** What a text in its language is full of. */
  readonly typical: RegExp
  /** How many times over that counts: a third of Japanese is kana. */
  readonly weight: number
  /** What no text in its language has. */
  readonly foreign?: RegExp
}

/**
 * Letters of an alphabet stand beside each other, and not beside Latin ones; accented Latin letters, misread as these, stand alone in
 * Latin words.
 * @param letters all of them, as ranges
 * @param small those that follow others
 */
function alphabet(letters: string, small: string, foreign = '(?!)'): Pick<Candidate, 'typical' | 'weight' | 'foreign'> {
  return {
    typical: new RegExp(`(?<=[${letters}])[${small}]`, 'g'),
    weight: 1.2,
    foreign: new RegExp(`[a-zà-ÿ](?=[${letters}])|(?<=[${letters}])[a-zà-ÿ]|${foreign}`, 'g'),
  }
}

/** In windows-1252 these letters are signs, which do not stand in words. */
const POLISH = { typical: /(?<=[a-zà-ž])[ąłżśź]|[łżśź](?=[a-zà-ž])/g, weight: 2 }

/** Of candidates that fit alike the first is taken. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'iso-2022-jp', typical: /[\u3040-\u30ff]/g, weight: 3 },
  { name: 'euc-jp', typical: /[\u3040-\u30ff]/g, weight: 3 },
  { name: 'shift_jis', typical: /[\u3040-\u30ff]/g, weight: 3 },
  {
    name: 'euc-kr',
    typical: /[이다는에의가을를고은하한지도로기사서인리해어대아시자정일그나라부전들제장보수주만원과상구국간동회위조관비선신여오있것으니]/g,
    weight: 2,
  },
  { name: 'gbk', typical: /[的一是不了在有人这中大国上个我们到说时为子你会年发地出来可下过后生要以他新日天月于，。：经开口]/g, weight: 5 },
  { name: 'big5', typical: /[的一是不了在有人這中大國上個我們到說時為子你會年發地出來可下過後生要以他新日天月於，。：經開口]/g, weight: 5 },
  // Final letters of Hebrew stand at the end of words; Cyrillic ones, misread as these, anywhere.
  { name: 'windows-1255', ...alphabet('א-ת', 'א-ת', '[םןץףך](?=[א-ת])'), weight: 1.4 },
  { name: 'windows-1251', ...alphabet('А-я', 'а-я') },
  { name: 'koi8-r', ...alphabet('А-я', 'а-я') },
  { name: 'windows-1253', ...alphabet('Ά-ώ', 'ά-ώ') },
  { name: 'windows-1256', ...alphabet('ء-ي', 'ء-ي') },
  { name: 'windows-874', ...alphabet('ก-๎', 'ก-๎', '[ฯ๐-๛]|[ัิ-ฺ็-๎]{3}') },
  { name: 'windows-1250', ...POLISH, foreign: /(?<=[a-zà-ž])[±¶Ľ]|[¶Ľ](?=[a-zà-ž])/g },
  { name: 'iso-8859-2', ...POLISH },
  // Icelandic has the signs that Turkish took the places of, and beside them vowels that Turkish does not have.
  { name: 'windows-1254', typical: /[ığş]/g, weight: 2.5, foreign: /[áíúæýõãàè]/g },
]

/**
 * The encoding of bytes that are not UTF-8 and about which nobody says anything: that of the candidates whose text
 * reads most like its language, and windows-1252 where none does.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let best = FALLBACK
  let most = MINIMUM
  for (const { name, typical, weight, foreign } of CANDIDATES) {
    const text = decodeAs(name, sample)
    const all = count(text, NON_ASCII)
    const wrong = count(text, IMPOSSIBLE) + (foreign === undefined ? 0 : count(text, foreign))
    const score = all === 0 ? 0 : Math.min(1, (weight * count(text, typical)) / all) - (PENALTY * wrong) / all
    if (score > most) [best, most] = [name, score]
  }
  return best
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
