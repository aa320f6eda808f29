import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepare, type Article } from '../../src/dedupe/features.ts'
import { judge } from '../../src/dedupe/pair.ts'
import { words } from '../../src/dedupe/words.ts'

/** What a name, a figure and a word are in other scripts; the texts are our own, and nothing in them happened. */

interface Template {
  readonly language: string
  readonly title: string
  readonly text: string
  readonly names: readonly [string, string]
}

const TEMPLATES: readonly Template[] = [
  {
    language: 'ar',
    title: 'حريق في مستودع في NAME',
    text: 'شب حريق في مستودع في مدينة NAME يوم الجمعة وبلغت الخسائر FIGURE ألف دينار. وقالت الشرطة إن أحدا لم يصب بأذى. وعملت فرق الإطفاء ثلاث ساعات. ويجري التحقيق في السبب.',
    names: ['وهران', 'صلالة'],
  },
  {
    language: 'hi',
    title: 'NAME बने अध्यक्ष',
    text: 'NAME को शनिवार को व्यायाम क्लब का अध्यक्ष चुना गया। सदस्यों ने भारी बहुमत से मतदान किया। पिछले अध्यक्ष FIGURE साल बाद मैदान में नहीं थे। क्लब गर्मियों में हॉल की मरम्मत करना चाहता है।',
    names: ['राकेश मिश्रा', 'सुनीता राव'],
  },
  {
    language: 'hi',
    title: 'गिरफ़्तारी',
    text: 'NAME को शुक्रवार को बिना लाइसेंस गाड़ी चलाने के आरोप में पकड़ा गया। उन पर FIGURE हज़ार का जुर्माना है। मामले की सुनवाई अगले महीने ज़िला अदालत में होगी।',
    names: ['शिमला निवासी राकेश मिश्रा', 'पटना निवासी अनिल वर्मा'],
  },
  {
    language: 'ko',
    title: 'NAME 창고 화재',
    text: '금요일 NAME 시의 한 창고에서 불이 나 FIGURE만 원의 피해가 났다. 경찰은 다친 사람이 없다고 밝혔다. 소방대는 세 시간 동안 불을 껐다. 원인은 조사 중이다.',
    names: ['여수', '춘천'],
  },
  {
    language: 'th',
    title: 'NAMEเป็นประธาน',
    text: 'NAMEได้รับเลือกเป็นประธานสโมสรเมื่อวันเสาร์ สมาชิกลงคะแนนด้วยเสียงข้างมาก ประธานคนก่อนไม่ลงสมัครหลังทำงานมาFIGUREปี สโมสรต้องการปรับปรุงห้องในฤดูร้อนและตั้งกลุ่มสำหรับเด็ก',
    names: ['ธนากร วงศ์ไทย', 'วราภรณ์ ศรีสุข'],
  },
  {
    language: 'zh',
    title: 'NAME仓库起火',
    text: '周五，NAME市一座仓库发生火灾，损失达FIGURE万元。警方称没有人员受伤。消防人员扑救了三个小时。起火原因正在调查。',
    names: ['泉州', '九江'],
  },
  {
    language: 'zh',
    title: 'NAME派发股息',
    text: 'NAME董事会周一决定派发每股FIGURE分的股息。款项将于春季中旬支付。管理层表示，过去一年业绩良好，订单充足。',
    names: ['远海航运', '绿荫集团'],
  },
  {
    language: 'ja',
    title: 'NAMEが配当',
    text: 'NAMEは月曜日の取締役会で期末配当を決めた。経営陣は受注が多く良い一年だったと説明した。会長はFIGURE年務めており、支払いは春の半ばになる。',
    names: ['若葉ホールディングス', '北洋海運'],
  },
]

const fill = ({ title, text, language }: Template, name: string, figure: string, source: string): Article => ({
  source,
  key: `${name}${figure}`,
  title: title.replaceAll('NAME', name),
  text: text.replaceAll('NAME', name).replace('FIGURE', figure),
  language,
})
const same = (a: Article, b: Article): boolean => judge(prepare(a), prepare(b)).same

describe('a template that is filled in anew is another story', () => {
  test.each(TEMPLATES)('$language: $title', (template) => {
    const [one, two] = template.names
    const base = fill(template, one, '42', 'a')
    expect(same(base, fill(template, two, '42', 'b'))).toBe(false)
    expect(same(base, fill(template, one, '67', 'b'))).toBe(false)
    // what both say of one is one
    expect(same(base, { ...fill(template, one, '42', 'b'), title: template.names[0] })).toBe(true)
  })
})

/** Words of which each row says that they are one. */
const ONE_WORD: readonly (readonly [string, readonly string[]])[] = [
  ['thousands', ['12,300', '12.300', '12300', '12 300', '12\u202f300', "12'300", '12ʼ300', '١٢٬٣٠٠', '१२,३००', '๑๒,๓๐๐']],
  ['a decimal point', ['3.5', '3,5', '٣٫٥']],
  ['lakhs', ['1,23,456', '123456']],
  ['a hyphen at the end of a line', ['information', 'infor-\nmation', 'infor- mation', 'infor\u00admation']],
  ['marks of direction', ['الأحد', 'الأح\u2066د', '\u202bالأحد\u202c', 'الأح\u061cد']],
  ['an “and” apart', ['وقال', 'و قال']],
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

test('a text of plain words is cut as any text is', () => {
  // German, whose e may belong to an umlaut, is read letter by letter; there is none among these
  const piece = fc.constantFrom('a', 'quay', 's', 'Us', '3', '12', '1200', '.', ',', '-', '/', "'", '’', ' ', ' ', '\n', ':', 'ö', '(', '٣')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      expect(words(text)).toEqual(words(text, 'de'))
    }),
    { numRuns: 500 },
  )
})

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

test.each([
  ['ar', 'مجلس البلدية يقرر تأجيل بناء الرصيف الشرقي إلى ما بعد الصيف', true],
  ['hi', 'नगर निगम ने पुराने पुल की मरम्मत अगले साल तक टालने का फ़ैसला किया', true],
  ['zh', '市议会决定把东码头的建设推迟到夏季以后再行讨论', true],
  ['ar', 'أسعار الذهب اليوم', false],
  ['ja', 'きょうの天気と運勢', false],
])('%s: a headline without a text is known by it where it is long, not by capitals: %s', (language, title, known) => {
  const alert = (source: string): Article => ({ source, key: source, title, text: '', language, published: 0 })
  expect(same(alert('a'), alert('b'))).toBe(known)
})
