/** A tag whose primary language has two or three letters (BCP 47, RFC 5646 2.1); private and grandfathered ones say nothing to readers. */
const TAG = /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i

/** Longest tag RFC 5646 4.4.1 asks programs to allow for. */
const MAX_TAG = 35

/** A clean BCP 47 tag, its case as written: `en_US.UTF-8` is `en-US`. Undefined where it is none, or says "undetermined". */
export function cleanLanguage(written: string | undefined): string | undefined {
  if (written === undefined || written.length > 100) return undefined
  const tag = written.trim().replaceAll('_', '-').split('.')[0] ?? ''
  if (tag.length > MAX_TAG || !TAG.test(tag)) return undefined
  return /^(?:und|zxx|mul|mis)(?:-|$)/i.test(tag) ? undefined : tag
}

/** The language of a Content-Language header; several name an audience, not a language (RFC 9110 8.5). */
export const headerLanguage = (header: string | undefined): string | undefined =>
  header === undefined || header.includes(',') ? undefined : cleanLanguage(header)

/** Scripts that write one language only, among those that news are written in. */
const SOLE: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
]

/** Characters that are looked at: a lead and a half. */
const SAMPLE = 600
/** Letters below which a text proves nothing: a name in brackets. */
const MIN_LETTERS = 8

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** The language that the script of a text leaves no doubt about; undefined for Latin, Arabic and whatever several languages share. */
export function scriptLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE)
  // Latin is by far the commonest, and says nothing; nor do quotation marks, arrows and other signs
  if (!/[\u0370-\u1FFF\u2C00-\uFFFF]/.test(sample)) return undefined
  const letters = count(sample, /\p{L}/gu)
  if (letters < MIN_LETTERS) return undefined
  const kana = count(sample, SOLE[0]![0])
  const han = count(sample, SOLE[2]![0])
  if (kana * 10 > letters && kana + han > letters / 2) return 'ja'
  for (const [script, language] of SOLE) {
    if (language === 'zh' && kana > 0) continue
    if (count(sample, script) > letters * 0.6) return language
  }
  return cyrillicLanguage(sample, letters)
}

/** Russian and Ukrainian by letters that the other does not have; their neighbours have still others. */
function cyrillicLanguage(sample: string, letters: number): string | undefined {
  if (count(sample, /\p{Script=Cyrillic}/gu) <= letters * 0.6) return undefined
  const text = sample.toLowerCase()
  if (/[ўқңғүұөһәҷӯӣҳљњћђџјѓќѕӂ]/.test(text)) return undefined
  if (/[їєґ]/.test(text)) return /[ыэё]/.test(text) ? undefined : 'uk'
  return /[ыэ]/.test(text) && !text.includes('і') ? 'ru' : undefined
}
