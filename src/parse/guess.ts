/**
 * The encoding of bytes that are not UTF-8 and about which nobody says anything. Each candidate is tried on the
 * document's beginning; the one whose text reads most like its language wins, and windows-1252 where none does.
 */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  let best = 'windows-1252'
  let most = MINIMUM
  for (const [name, expected] of CANDIDATES) {
    const text = new TextDecoder(name).decode(sample)
    const wide = text.match(NON_ASCII)?.length ?? 0
    if (wide === 0) continue
    const score = ((text.match(expected)?.length ?? 0) - PENALTY * (text.match(IMPLAUSIBLE)?.length ?? 0)) / wide
    if (score > most) [best, most] = [name, score]
  }
  return best
}

const SAMPLE_BYTES = 50_000
/** The part of non-ASCII characters that must be expected ones before a guess beats windows-1252. */
const MINIMUM = 0.6
const PENALTY = 3
const NON_ASCII = /[\u0080-\u{10ffff}]/gu
/** Undecodable, private, half-width katakana, box drawing, symbols: what comes out when the guess is wrong. */
const IMPLAUSIBLE = /[\ufffd\u0080-\u009f\ue000-\uf8ff\uff61-\uff9f\u2500-\u259f]/g
const CANDIDATES: readonly (readonly [string, RegExp])[] = [
  ['euc-kr', /[\uac00-\ud7a3]/g],
  ['euc-jp', /[\u3001\u3002\u3040-\u30ff]|[\u4e00-\u9fff](?=[\u3040-\u30ff\u4e00-\u9fff])/g],
  ['shift_jis', /[\u3001\u3002\u3040-\u30ff]|[\u4e00-\u9fff](?=[\u3040-\u30ff\u4e00-\u9fff])/g],
  ['gbk', /[的一是不了在有人这中大国上个我们到说时为子你会年发地出来可下过后生要以他新日天月我于\uff0c\u3002]|[\u4e00-\u9fa5](?=[\u4e00-\u9fa5])/g],
  ['big5', /[的一是不了在有人這中大國上個我們到說時為子你會年發地出來可下過後生要以他新日天月於\uff0c\u3002]|[\u4e00-\u9fa5](?=[\u4e00-\u9fa5])/g],
  ['windows-1251', /(?<=[\u0410-\u044f])[\u0430-\u044f]|[\u0410-\u042f](?=[\u0430-\u044f])/g],
  ['koi8-r', /(?<=[\u0410-\u044f])[\u0430-\u044f]|[\u0410-\u042f](?=[\u0430-\u044f])/g],
  ['windows-1253', /[\u03ac-\u03ce]/g],
  ['windows-1255', /[\u05d0-\u05ea]/g],
]
