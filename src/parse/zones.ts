import { MINUTE, type Duration } from '../model/time.ts'

/** Names of time zones feeds use, as minutes east of Greenwich. Where a name has several meanings, the one feeds mean. */
const MINUTES_EAST = new Map<string, number>([
  ['z', 0],
  ['ut', 0],
  ['utc', 0],
  ['gmt', 0],
  ['wet', 0],
  ['zulu', 0],
  ['bst', 60],
  ['ist', 330],
  ['west', 60],
  ['met', 60],
  ['mez', 60],
  ['cet', 60],
  ['mest', 120],
  ['mesz', 120],
  ['cest', 120],
  ['eet', 120],
  ['eest', 180],
  ['sast', 120],
  ['msk', 180],
  ['msd', 240],
  ['trt', 180],
  ['idt', 180],
  ['pkt', 300],
  ['npt', 345],
  ['ict', 420],
  ['wib', 420],
  ['hkt', 480],
  ['sgt', 480],
  ['myt', 480],
  ['pht', 480],
  ['awst', 480],
  ['jst', 540],
  ['kst', 540],
  ['acst', 570],
  ['acdt', 630],
  ['aest', 600],
  ['aedt', 660],
  ['nzst', 720],
  ['nzdt', 780],
  ['nst', -210],
  ['ndt', -150],
  ['ast', -240],
  ['adt', -180],
  ['at', -240],
  ['brt', -180],
  ['art', -180],
  ['clt', -240],
  ['est', -300],
  ['edt', -240],
  ['et', -300],
  ['cst', -360],
  ['cdt', -300],
  ['ct', -360],
  ['mst', -420],
  ['mdt', -360],
  ['mt', -420],
  ['pst', -480],
  ['pdt', -420],
  ['pt', -480],
  ['akst', -540],
  ['akdt', -480],
  ['hst', -600],
])

/** Bodies that keep UTC under a long name. */
const UTC_NAMES = new Set(['etc', 'universal', 'greenwich', 'coordinated'])

/** The offset of a zone's folded name, or undefined for a word that is none we know. */
export function zoneOf(word: string): Duration | undefined {
  const minutes = MINUTES_EAST.get(word)
  if (minutes !== undefined) return minutes * MINUTE
  return UTC_NAMES.has(word) ? 0 : undefined
}

/** The farthest zones are UTC-12 and UTC+14; what is beyond says nothing about a place on Earth. */
const FARTHEST = 15 * 60

/** `+hhmm` of a sign and its digits (`2`, `02`, `0200`, `02` and `00`), or undefined for what cannot be an offset. */
export function offsetOf(sign: string, digits: string, minuteDigits = ''): Duration | undefined {
  if (digits.length > 4 || (minuteDigits !== '' && digits.length > 2)) return undefined
  const hours = Number(digits.length > 2 ? digits.slice(0, -2) : digits)
  const minutes = Number(digits.length > 2 ? digits.slice(-2) : minuteDigits || '0')
  if (minutes > 59 || hours * 60 + minutes > FARTHEST) return undefined
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE
}
