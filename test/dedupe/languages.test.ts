import { expect, test } from 'vitest'
import { prepare, type Article } from '../../src/dedupe/features.ts'
import { judge } from '../../src/dedupe/pair.ts'
import { words } from '../../src/dedupe/words.ts'

const same = (a: Article, b: Article): boolean => judge(prepare(a), prepare(b)).same

/** What a name, a figure and a word are in other scripts; the texts are our own, and nothing in them happened. */

/** Words of which each row says that they are one. */
const ONE_WORD: readonly (readonly [string, readonly string[]])[] = [
  ['thousands', ['12,300', '12.300', '12300', '12 300', '12\u202f300', "12'300", '١٢٬٣٠٠', '१२,३००', '๑๒,๓๐๐']],
  ['a decimal point', ['3.5', '3,5', '٣٫٥']],
  ['lakhs', ['1,23,456', '123456']],
  ['a hyphen at the end of a line', ['information', 'infor-\nmation', 'infor- mation', 'infor\u00admation']],
  ['marks of direction', ['الأحد', 'الأح\u2066د', '\u202bالأحد\u202c', 'الأح\u061cد']],
  ['the dot below', ['ज़िला', 'जिला']],
  ['signs of a nasal', ['पाँच', 'पांच']],
  ['letters with a stroke', ['łódź', 'lodz']],
  ['letters that are two', ['cœur', 'coeur']],
  ['an apostrophe that is a letter', ['д’Артаньян', 'дʼАртаньян', "д'Артаньян"]],
]

test.each(ONE_WORD)('%s: one word', (_, spellings) => {
  const hashes = spellings.map((spelling) => [...words(spelling).hash])
  expect(hashes.map(({ length }) => length)).toEqual(spellings.map(() => 1))
  expect(new Set(hashes.flat()).size).toBe(1)
})

const TWO_WORDS: readonly (readonly [string, string])[] = [
  ['3.5', '35'],
  ['3,5', '35'],
  ['1.25', '125'],
  ['0.500', '500'],
]

test.each(TWO_WORDS)('%s is not %s', (a, b) => expect(words(a).hash[0]).not.toBe(words(b).hash[0]))

test('years are not the thousands before a number', () => expect(words('in 2019 300 people').length).toBe(4))

test('dates tell no templates apart, whatever the script', () => {
  const DATES: readonly (readonly [string, string])[] = [
    ['انعقد الاجتماع يوم 12 مايو ٢٠٢٦ في قاعة البلدية', 'انعقد الاجتماع يوم 13 مايو ٢٠٢٧ في قاعة البلدية'],
    ['Toplantı 12 Mayıs günü belediye salonunda yapıldı ve', 'Toplantı 13 Mayıs günü belediye salonunda yapıldı ve'],
    ['Η σύσκεψη έγινε στις 12 Μαΐου στο δημαρχείο της', 'Η σύσκεψη έγινε στις 13 Μαΐου στο δημαρχείο της'],
    ['회의는 5월 12일 오후 3시 30분에 시청 강당에서 열렸다', '회의는 5월 13일 오후 4시 20분에 시청 강당에서 열렸다'],
  ]
  const rest: readonly string[] = [
    'وحضره ممثلون عن الصيادين والتجار وسكان الحي القديم، وناقشوا خطة الميناء ومواعيد السفن وأجور العمال حتى المساء.',
    'balıkçılar, esnaf ve eski mahallenin sakinleri katıldı; limanın planı, gemilerin saatleri ve işçi ücretleri akşama kadar konuşuldu.',
    'πόλης με αλιείς, εμπόρους και κατοίκους της παλιάς συνοικίας, που συζήτησαν το σχέδιο του λιμανιού και τα ωράρια των πλοίων ως το βράδυ.',
    ' 어민과 상인, 옛 마을 주민이 나와 항구 계획과 배 시간, 품삯을 저녁까지 이야기했다. 다음 모임은 여름에 열린다.',
  ]
  for (const [n, [a, b]] of DATES.entries()) {
    const one = (text: string, source: string): Article => ({ source, key: text, title: 'x', text: `${text} ${rest[n]}` })
    expect(same(one(a, 'a'), one(b, 'b')), a).toBe(true)
  }
})
