import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { saysCorrected } from '../../src/dedupe/corrections.ts'
import { explainPair } from '../../src/dedupe/explain.ts'
import { prepare, type Article } from '../../src/dedupe/features.ts'
import { judge } from '../../src/dedupe/pair.ts'
import { CHINESE, GERMAN, HARBOUR, HARBOUR_FOLLOW_UP, JAPANESE, ORCHARD, RUSSIAN, harbour } from './articles.ts'
import { withCpu } from '../cpu.ts'

const article = (title: string, text: string, more: Partial<Article> = {}): Article => ({
  source: 'https://a.example/feed',
  key: 'k1',
  title,
  text,
  ...more,
})
const other = (title: string, text: string, more: Partial<Article> = {}): Article => ({
  source: 'https://b.example/feed',
  key: 'k2',
  title,
  text,
  ...more,
})
const base = article(HARBOUR.title, harbour)
const first = (text: string, words: number): string => text.split(' ').slice(0, words).join(' ')

/** The article with this number, and no other. */
const onlyNumber = (number: string): string => harbour.replace(/\d[\d.,:]*\d|\d/g, (found) => (found === '48.5' ? number : 'several'))

const CLUTTER = 'Skip to main content. Home News Sport Weather. Sign in.'
const TAIL = 'Copyright 2019 - 2026 The Outlet. Get our app. Join our community today!'
const dividend = (company: string, cents: number, day: number): string =>
  `${company} said its board declared a regular quarterly dividend of ${cents} cents a share, payable March ${day} to holders of record at the end of February. The company has paid a dividend every year since it was listed.`

const quarter = (net: string, before: string, shares: string): string =>
  `Net ${net} vs ${before}. Avg shrs ${shares} vs 110,900. Shr 81 cts vs 72 cts. Revs 64.1 vs 60.3. The company said that orders rose in its yard.`
const fund = (name: string): string =>
  `Mthly div 9.2 cts vs 9.2 cts prior. Pay June 30. Record June 12. NOTE: Full name is Halmar ${name} Bond Trust.`
const order = (opening: string): string =>
  `${opening} crown order for the drainage of the northern mine, the ministry of mines said. The work is to be done in thirty months and covers pumps, pipes and the power line along the river. Six bids were asked for and three were received, the ministry said, and a third firm may still be given a part of it.`
const results = (revenue: string, note: string): string =>
  `Shr 31 cts vs 28 cts. Net 853,000 vs 772,000, ${revenue} 41.1 mln vs 30.3 mln. Nine mths: shr 88 cts vs 80 cts. Net 2,514,000 vs 2,206,000, ${revenue} 119.4 mln vs 90.6 mln.${note}`
const notes = (name: string, size = '60'): string =>
  `${name} is offering ${size} million crowns of notes due May 12, 2031 with a coupon of 4-1/2 percent at a price of 99.75, the lead manager said. The notes come in pieces of 10,000 crowns and will be listed in Oslo. Payment is due on May 12.`
const blackout = (town: string): string =>
  `In ${town} ist am Montag der Strom ausgefallen. Nach Angaben der Stadtwerke war ein Bagger auf eine Leitung gestoßen. Die Feuerwehr befreite Menschen aus Aufzügen. Am Abend waren alle Haushalte wieder versorgt.`
const FRENCH =
  'Le conseil du port a voté mardi la construction d’un second quai pour les bateaux des îles, après quatre ans de dispute sur sa place. Les travaux coûteront 48 millions et dureront deux ans, a dit la présidente. Les pêcheurs, venus avec leurs familles, ont quitté la salle sans un mot.'
const STUB =
  'This article is for readers with a pass. With a pass you can read everything, do the crossword and keep the paper for ninety days. The first month is free, and you can cancel at any time.'

const REWORDED = harbour
  .replace('voted on Tuesday to build', 'decided yesterday that it will build')
  .replace('ending four years of argument over where', 'after a long dispute about where')
  .replace('The terminal will cost 48.5 million crowns and open in', 'It is to cost 48.5 million crowns and to be ready by')
  .replace('told reporters after the meeting', 'said when the meeting was over')
  .replace('had collected 2,300 signatures against the plan and', 'brought 2,300 signatures along and')
const GOES_ON =
  'The ministry of transport said in the evening that it would pay a third of the sum if the town gave up the old pier. Its letter names no year. The mayor called this a gift that nobody had asked for, and wants to read it to the council in full when that meets on the first Monday of the month. Hotels on the quay hope for guests who stay the night.'
const GOES_ELSEWHERE =
  'Two of the nine members were not present. The chairwoman left open who will run the kiosk and the waiting room, for which a brewery and the association of the blind have asked. A model of the building made of birch can be seen in the library until Easter. Tenders go out in two lots, one for the piles and one for the roof, and a jury of five will look at them.'

/** Edited here and there, without a new name or number. */
const EDITED = first(
  harbour
    .replace('voted on Tuesday to build', 'agreed on Tuesday to build')
    .replace('told reporters after the meeting', 'told reporters later')
    .replace('ending four years of argument over where', 'ending four years of quarrels about where')
    .replace('followed the vote', 'watched the vote'),
  100,
)

const COPIES: readonly (readonly [string, Article, Article])[] = [
  ['another headline', base, other('Eastmere to get second landing for island boats', harbour)],
  ['cut after sixty words', base, other('North quay wins', `${first(harbour, 60)} …`)],
  ['cut after thirty words', base, other('Vote on ferry terminal', `${first(harbour, 30)} [...]`)],
  [
    'clutter around it, code in the headline',
    base,
    other(`${HARBOUR.title} 130111-3`, `${CLUTTER} ${HARBOUR.title}. Thursday, January 13, 2011, 20:26 PM ${harbour} ${TAIL}`),
  ],
  [
    'the lead twice, with a wrong date',
    base,
    other('Ferry terminal', `${HARBOUR.lead.replace('on Tuesday', 'on January 13, 2010')} ${harbour}`),
  ],
  [
    'another dateline',
    article('x', `OSLO, Jan 12 (Wire) - ${harbour}`),
    other('Ferry terminal approved', `EASTMERE, Jan 13 (Agency) - ${harbour}`),
  ],
  [
    'numbers in another style',
    base,
    other('Ferries', harbour.replace('2,300', '2300').replace('ten years', '10 years').replace('four years', '4 years')),
  ],
  ['paragraphs in another order', base, other('Ferries', [HARBOUR.lead, ...HARBOUR.rest.toReversed()].join(' '))],
  ['the only number of a long text corrected', article(HARBOUR.title, onlyNumber('48.5')), other(HARBOUR.title, onlyNumber('45.8'))],
  ['one number corrected in a long text', base, other(HARBOUR.title, harbour.replace('48.5', '45.8'))],
  [
    'the agency named by each itself',
    article('x', `${harbour} The mayor told Reuters that he was glad.`),
    other('Ferries', `${harbour} The mayor told AFP that he was glad.`),
  ],
  [
    'U.S., U. S. and US',
    article('x', harbour.replaceAll('Eastmere', 'the U.S. Harbor District')),
    other('x', harbour.replaceAll('Eastmere', 'the U. S. Harbor District')),
  ],
  ['in capitals', base, other(HARBOUR.title.toUpperCase(), harbour.toUpperCase())],
  [
    'Japanese, cut',
    article('灯台解体へ', JAPANESE),
    other('県、老朽灯台を解体し避難施設を建設', `（編集部） ${JAPANESE.slice(0, 80)} [...]`),
  ],
  ['Chinese, cut', article('老铁桥封闭维修', CHINESE), other('东河铁桥下月封闭', `${CHINESE.slice(0, 75)}……`)],
  [
    'Chinese, cut behind a dateline',
    article('老铁桥封闭维修', CHINESE),
    other('东河铁桥封闭', `本报6月3日东河电 ${CHINESE.slice(0, 85)}……`),
  ],
  ['Russian, ё written е', article('Узкоколейка', RUSSIAN), other('Первый поезд', RUSSIAN.replaceAll('ё', 'е'))],
  [
    'German, other nouns',
    article('Windrad', GERMAN),
    other('Windrad im Stadtwald läuft', GERMAN.replace('Anlage', 'Turbine').replace('Haushalte', 'Wohnungen').replace('Lärm', 'Krach'), {
      language: 'de',
    }),
  ],
  [
    'same address, text only in one',
    article('Ferries', '', { canonicalUrl: 'https://a.example/1' }),
    other(HARBOUR.title, harbour, { canonicalUrl: 'https://a.example/1' }),
  ],
  [
    'a first paragraph of its own over the same report',
    base,
    other(
      'Islanders will not have to wait in the rain',
      [
        'Two families from the outer islands sat in the front row on Tuesday when Eastmere decided about their boats.',
        ...HARBOUR.rest,
      ].join(' '),
    ),
  ],
  [
    'an update with a new lead',
    base,
    other(
      `UPDATE 1-${HARBOUR.title}, fishermen protest`,
      ['EASTMERE, Jan 13 (Wire) - Fishermen left the gallery in protest when the harbour board decided on Tuesday.', ...HARBOUR.rest].join(
        ' ',
      ),
    ),
  ],
  [
    'a lead, then the notice of a paywall',
    base,
    other(
      'Second terminal for Eastmere',
      `${first(harbour, 50)} You have read your three free articles of this month. Readers with a pass see everything, do the crossword and keep the paper for ninety days. Cancel whenever you like.`,
    ),
  ],
  [
    'millions in words and in figures',
    article('Earnings', quarter('9,140,000', '8,020,000', '112,300')),
    other('Earnings', quarter('9.14 mln', '8.02 mln', '112,300')),
  ],
  [
    'each cut another paragraph',
    article('Ferries', `${harbour} ${first(GOES_ON, 57)}`),
    other('Quay', `${harbour} ${first(GOES_ELSEWHERE, 60)}`),
  ],
  [
    'a table that is sent again with other labels and a note',
    article('Halmar 3rd qtr net', results('Sales', '')),
    other('Halmar 3rd qtr net', results('Revs', ', Note company went public in October.')),
  ],
  [
    'cut in the middle, and one word corrected',
    article(HARBOUR.title, first(harbour, 70).replace('Fishermen', 'Fishers')),
    other('Ferries', harbour),
  ],
  [
    'edited, with more to say, under a headline that says corrected',
    article(HARBOUR.title, EDITED),
    other(`CORRECTED - ${HARBOUR.title}`, `${harbour} ${GOES_ON}`),
  ],
  [
    'cut after its lead, and a correction that goes on in its own words',
    article(HARBOUR.title, `${first(harbour, 25)} ${first(GOES_ELSEWHERE, 14)}`),
    other(`${HARBOUR.title} (Correction)`, `${first(harbour, 40)} ${first(GOES_ON, 60)}`),
  ],
  [
    'cut, with the caption of a picture and another date in it',
    article(
      'Second terminal for Eastmere',
      first(harbour.replace('on Tuesday', 'on January 13').replace('told reporters', 'on the left beside her boat, told reporters'), 115),
    ),
    other(HARBOUR.title, `${harbour} ${GOES_ON}`),
  ],
  [
    'a headline alone, which the other quotes',
    article('Harbour board approves new ferry terminal', ''),
    other(
      'Harbour Board approves new ferry terminal',
      `Harbour board approves new ferry terminal. I like this very much, although the writers of the report forgot the bicycles.`,
    ),
  ],
]

const STRANGERS: readonly (readonly [string, Article, Article])[] = [
  ['a follow-up on shared background', base, other('Wreck stops work on ferry terminal', HARBOUR_FOLLOW_UP.join(' '))],
  [
    'a follow-up that ends with the whole first report',
    article('Vote', first(harbour, 50)),
    other(
      'Wreck stops work',
      `${HARBOUR_FOLLOW_UP.slice(0, 3).join(' ')} The owners of the yard declined to comment. ${first(harbour, 50)}`,
    ),
  ],
  ['a template, another company', article('Dividend', dividend('Acme Corp', 12, 3)), other('Dividend', dividend('Borealis Plc', 12, 3))],
  ['a template, another number', article('Dividend', dividend('Acme Corp', 12, 3)), other('Dividend', dividend('Acme Corp', 14, 3))],
  [
    'an earthquake in Chinese',
    article('地震', '中国地震台网正式测定：在青海发生4.1级地震，震源深度10千米，震中附近居民有明显震感，目前暂无人员伤亡报告。'),
    other('地震', '中国地震台网正式测定：在云南发生3.6级地震，震源深度12千米，震中附近居民有明显震感，目前暂无人员伤亡报告。'),
  ],
  [
    'a Japanese template, another company',
    article(
      '増益',
      '青山工業が発表した今期の連結決算は増収増益だった。海外事業が好調で、年間配当を引き上げる方針を明らかにした。株価は午後に上昇した。',
    ),
    other(
      '増益',
      '北星電機が発表した今期の連結決算は増収増益だった。海外事業が好調で、年間配当を引き上げる方針を明らかにした。株価は午後に上昇した。',
    ),
  ],
  [
    'a template with a name of four words',
    article('Notes', notes('Halmar Baltic Timber Holdings')),
    other('Notes', notes('Union Coast Shipping Partners')),
  ],
  ['a template in which name and number stand together', article('Notes', notes('Halmar', '40')), other('Notes', notes('Borunda', '75'))],
  [
    'an age with a hyphen behind it',
    article(
      'Cyclist hurt',
      'A 41-year-old cyclist was hurt when a van turned into the yard of the brewery without looking. He was taken to hospital.',
    ),
    other(
      'Cyclist hurt',
      'A 19-year-old cyclist was hurt when a van turned into the yard of the brewery without looking. He was taken to hospital.',
    ),
  ],
  [
    'a German template, another town',
    article('Stromausfall in Neuenried', blackout('Neuenried'), { language: 'de' }),
    other('Stromausfall in Birkheim', blackout('Birkheim'), { language: 'de' }),
  ],
  [
    'kanji numerals',
    article(
      '火事',
      '市内の倉庫で十二日未明に火事があり、三人が煙を吸って病院に運ばれた。消防によると、命に別条はないという。出火の原因を調べている。',
    ),
    other(
      '火事',
      '市内の倉庫で十二日未明に火事があり、八人が煙を吸って病院に運ばれた。消防によると、命に別条はないという。出火の原因を調べている。',
    ),
  ],
  [
    'a table under headlines of two companies',
    article('HALMAR SETS PAYOUT', 'Qtly div 20 cts vs 20 cts prior. Pay April 30. Record April 10. Shrs 4,100,000 vs 4,100,000.'),
    other('BORUNDA SETS PAYOUT', 'Qtly div 20 cts vs 20 cts prior. Pay April 30. Record April 10. Shrs 4,100,000 vs 4,100,000.'),
  ],
  [
    'a notice that two papers put under any headline',
    article('Why the tram was never built', STUB),
    other('Keeper Lindqvist signs for another year', STUB),
  ],
  [
    'a brief and the round-up it stands in',
    article('Frost takes the apples', first(ORCHARD, 60)),
    other('Evening round-up', `${first(ORCHARD, 60)} ${HARBOUR.lead} ${HARBOUR.rest.slice(0, 3).join(' ')}`),
  ],
  [
    'a brief and a round-up that opens with others',
    article('Frost takes the apples', first(ORCHARD, 60)),
    other(
      'The evening in brief',
      `The fish auction said that herring cost twice what it did on Monday. A choir sings in the old church tonight. ${first(ORCHARD, 60)} The library is open again after its walls were dried, and whoever still has books from before need pay nothing.`,
    ),
  ],
  [
    'the same in French',
    article('Un second quai pour les bateaux des îles', FRENCH, { language: 'fr' }),
    other(
      'Le point à midi',
      `Le prix du hareng a doublé depuis lundi, selon la criée. Un chœur chante ce soir dans la vieille église. ${FRENCH} La bibliothèque rouvre, ses murs sont secs, et qui a gardé un livre ne paiera rien.`,
      { language: 'fr' },
    ),
  ],
  [
    'a German follow-up above the report of yesterday, whose words are in its headline',
    article('Strom in Neuenried weg', blackout('Neuenried'), { language: 'de' }),
    other(
      'Bagger ohne Strom: Fahrer von Neuenried verklagt Stadtwerke',
      `Der Fahrer des Baggers hat am Dienstag geklagt. Er will wissen, warum die Leitung auf keinem Plan stand, und verlangt den Lohn von vier Wochen, in denen er zu Hause bleiben musste. Sein Anwalt nannte den Plan eine Zeichnung aus der Zeit der Pferde. Das Gericht hat noch keinen Tag bestimmt, will aber vor dem Sommer fertig werden und lädt dazu drei Zeugen. ${blackout('Neuenried')}`,
      { language: 'de' },
    ),
  ],
  ['a weekly column of the same title', article('The week in review', harbour), other('The week in review', ORCHARD)],
  ['columns without a body', article('The week in review', ''), other('The week in review', '')],
  ['a generic headline alone', article('Stocks close higher in light trading', ''), other('Stocks close higher in light trading', '')],
  [
    'entries of a live blog',
    article('Live', 'The board has sat down.', { url: 'https://a.example/live#p1', canonicalUrl: 'https://a.example/live' }),
    other('Live', 'A vote has been called.', {
      url: 'https://a.example/live#p2',
      canonicalUrl: 'https://a.example/live',
      source: 'https://a.example/feed',
    }),
  ],
  [
    'pages that differ in ?id=',
    article('Notice', harbour, { canonicalUrl: 'https://a.example/v?id=1' }),
    other('Notice', ORCHARD, { canonicalUrl: 'https://a.example/v?id=2' }),
  ],
  [
    'the same front page behind both',
    article('Ferries', harbour, { canonicalUrl: 'https://a.example' }),
    other('Apples', ORCHARD, { canonicalUrl: 'https://a.example' }),
  ],
  [
    'only the boilerplate in common',
    article('Ferries', `${first(harbour, 25)} ${TAIL} ${CLUTTER}`),
    other('Apples', `${first(ORCHARD, 25)} ${TAIL} ${CLUTTER}`),
  ],
  [
    'a teaser that a source gives two of its articles',
    article('Podcast: the ferry war', first(harbour, 40), { url: 'https://a.example/podcast' }),
    { ...other('How Solvang won', first(harbour, 40), { url: 'https://a.example/video' }), source: 'https://a.example/feed' },
  ],
  [
    'another text under the address of the first',
    { ...base, canonicalUrl: 'https://a.example/1' },
    other('Frost takes the apples', ORCHARD, { canonicalUrl: 'https://a.example/1' }),
  ],
  [
    'a report that was worded anew and goes on',
    article(HARBOUR.title, first(REWORDED, 100)),
    other(HARBOUR.title, `${harbour} ${GOES_ON}`),
  ],
  ['a report that was edited and goes on', article(HARBOUR.title, EDITED), other(HARBOUR.title, `${harbour} ${GOES_ON}`)],
  [
    'a report that goes on with another figure',
    article(HARBOUR.title, first(harbour, 100)),
    other(HARBOUR.title, `${harbour.replace('48.5', '61.5')} ${GOES_ON}`),
  ],
  [
    'two reports with one beginning',
    article('Vote on the quay', `${first(harbour, 75)} ${GOES_ON}`),
    other('Vote on the quay', `${first(harbour, 75)} ${GOES_ELSEWHERE}`),
  ],
  [
    'two funds of one house',
    article('HALMAR INSURED TRUST SETS PAYOUT', fund('Insured')),
    other('HALMAR HIGH-YIELD TRUST SETS PAYOUT', fund('High-Yield Insured')),
  ],
  [
    'the same is given to another, who names the first',
    article('HALMAR UNIT GETS 9.1 MLN CROWN MINE ORDER', order('Halmar Corp’s Halmar Pumps and Valves Co is being given a 9.1 mln')),
    other(
      'BORUNDA UNIT GETS 9.1 MLN CROWN MINE ORDER',
      order('The drainage division of Borunda Ltd, like Halmar Corp, is being given a 9.1 mln'),
    ),
  ],
  [
    'two notices of one office',
    article(
      'Tide forecast for the port is raised',
      'The harbour office said it had raised its forecast of the tide at the north quay this evening to two metres above the mark on the old mill after it had spoken in the morning of a plain flood.',
    ),
    other(
      'Harbour office closes no gates',
      'The harbour office said it had closed none of its gates before noon, nor sent its boats out. Earlier, the office raised its forecast of the tide at the north quay this evening to two metres above the mark on the old mill from a first guess of one.',
    ),
  ],
  ['nothing in common', base, other('Frost takes the apples', ORCHARD)],
]

const HEADLINES: readonly (readonly [string, boolean])[] = [
  ['CORRECTED - Harbour board approves terminal', true],
  ['(CORRECTED)-Harbour board approves terminal', true],
  ['Correction 2: Harbour board approves terminal', true],
  ['Harbour board approves terminal (corrected)', true],
  ['RPT-Harbour board approves terminal', true],
  ['Korrektur: Hafen bekommt zweiten Anleger', true],
  ['Rectificatif: le port aura un second quai', true],
  ['【訂正】港に第二ターミナル', true],
  ['[ Repeated 2] Harbour board approves terminal', true],
  ['Fe de erratas – el puerto tendrá otro muelle', true],
  ['Порт получит второй причал (Исправлено)', true],
  ['Harbour (north) board approves terminal [rpt]', true],
  ['(Repeat 2 ) Harbour board approves terminal', false],
  ['Harbour board: corrected', false],
  ['(Corrected Harbour board approves terminal', false],
  ['Harbour board approves terminal corrected)', false],
  ['Corrections officer hurt on the quay', false],
  ['Corrected by the harbour board', false],
  ['UPDATE 2-Harbour board approves terminal', false],
  ['修正案を港湾委員会が可決', false],
]

describe('a headline says that its article is corrected', () => {
  test.each(HEADLINES)('%s', (headline, says) => expect(saysCorrected(headline)).toBe(says))
})

describe('copies are one story', () => {
  test.each(COPIES)('%s', (_, a, b) => expect(judge(prepare(a), prepare(b))).toMatchObject({ same: true }))
})

describe('what is alike is not a copy', () => {
  test.each(STRANGERS)('%s', (_, a, b) => expect(judge(prepare(a), prepare(b))).toMatchObject({ same: false }))
})

describe('spelling', () => {
  const ACCENTED = new Map(Object.entries({ ά: 'α', έ: 'ε', ή: 'η', ί: 'ι', ό: 'ο', ύ: 'υ', ώ: 'ω' }))
  const SPELL = {
    upper: (text: string) => text.toLocaleUpperCase('tr'),
    greek: (text: string) => text.replace(/[άέήίόύώ]/g, (letter) => ACCENTED.get(letter)!).toUpperCase(),
    arabic: (text: string) => text.replace(/[أإآ]/g, 'ا').replaceAll('ة', 'ه').replaceAll('القديم', 'القديـــم').replaceAll('ى', 'ي'),
    digits: (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x966 + Number(digit))),
    spacing: (text: string) =>
      text.replaceAll(' 부두', '부두').replaceAll('두 번째', '두번째').replaceAll('것이라고', '것 이라고').replaceAll('십 년', '십년'),
    zero: (text: string) => text.replaceAll('ou', 'o\u200bu').replaceAll('er', 'e\u00adr'),
    ascii: (text: string) => text.replaceAll('ü', 'ue').replaceAll('ö', 'oe').replaceAll('ß', 'ss').replaceAll('Ä', 'Ae'),
  }
  const ROWS: readonly (readonly [string, string, keyof typeof SPELL])[] = [
    [
      'Turkish capitals',
      'Ilıca limanında inşa edilen iki vinç bugün hizmete girdi, işçiler kutladı, ilk gemi sabah yanaştı, yükü kısa sürede boşaltıldı, liman müdürü iyi bir yıl bekliyor.',
      'upper',
    ],
    [
      'Greek capitals without accents',
      'Το νέο πλοίο έφτασε χθες στο λιμάνι με τριάντα επιβάτες και έξι ναύτες, ο καπετάνιος είπε ότι η θάλασσα ήταν ήρεμη και ότι το ταξίδι κράτησε δύο μέρες.',
      'greek',
    ],
    [
      'Arabic letters and tatweel',
      'أعلنت البلدية أن الجسر القديم إلى الجزيرة سيغلق في الأسبوع المقبل لإصلاحه، وأن القوارب ستنقل الركاب مجانا حتى نهاية الشهر، وأكدت المهندسة أن الأعمال ستنتهي قبل الشتاء.',
      'arabic',
    ],
    [
      'other digits',
      'गाँव के पास 45 साल पुराना पुल 12 मई से बंद रहेगा और 300 परिवार नाव से आएँगे, जिला अधिकारी ने कहा कि नया पुल 18 महीने में तैयार होगा और उस पर 7 करोड़ खर्च होंगे।',
      'digits',
    ],
    [
      'Korean spacing',
      '항구 위원회는 화요일 북쪽 부두에 두 번째 여객선 터미널을 짓기로 결정했다. 공사는 내년 봄에 끝날 예정이며 어민들은 새 정박지를 받게 된다. 위원장은 임대료가 십 년 동안 오르지 않을 것이라고 말했다.',
      'spacing',
    ],
    [
      'characters without width',
      'The board of the harbour decided to build a second terminal for the boats to the outer islands, and fishermen get a new basin behind the breakwater.',
      'zero',
    ],
    [
      'umlauts written out',
      'Die Bürgermeisterin eröffnete am Montag die größte Brücke über den Fluss. Ärzte und Schüler gingen zu Fuß hinüber, später fuhren die ersten Züge über die Gleise.',
      'ascii',
    ],
  ]
  test.each(ROWS)('%s make no other text', (_, text, how) => {
    const language = how === 'ascii' ? { language: 'de' } : {}
    const [a, b] = [prepare(article('x', text, language)), prepare(other('y', SPELL[how](text), language))]
    expect(b.item.text).not.toBe(a.item.text)
    expect(judge(a, b)).toMatchObject({ same: true })
    // the index finds it by the same terms
    const found = new Set(a.features.shingles)
    expect(b.features.shingles.filter((term) => found.has(term)).length).toBeGreaterThanOrEqual(a.features.shingles.length * 0.6)
  })
})

describe('alerts', () => {
  const AT = Date.UTC(2026, 0, 10, 8)
  const alert = (source: string, title: string, hours = 0): Article => ({
    source,
    key: `${source}${hours}`,
    title,
    text: '',
    published: AT + hours * 3_600_000,
  })
  const NEWS = 'Bridge engineer Ingrid Solvang dies aged 91 in Eastmere'
  test.each([
    ['within hours, telling', NEWS, NEWS, 1, true],
    [
      'one name in a headline that says who did what where',
      'Ferry runs aground off the quay with forty passengers in fog near Eastmere',
      'Ferry runs aground off the quay with forty passengers in fog near Eastmere',
      2,
      true,
    ],
    [
      'the same a day later',
      'Ferry runs aground off the quay with forty passengers in fog near Eastmere',
      'Ferry runs aground off the quay with forty passengers in fog near Eastmere',
      24,
      false,
    ],
    [
      'as long, and without a name',
      'Stocks end higher in quiet trading after a week of many small gains',
      'Stocks end higher in quiet trading after a week of many small gains',
      2,
      false,
    ],
    ['another day', NEWS, NEWS, 30, false],
    ['outlets behind them', `${NEWS} - The Outlet`, `${NEWS} | Daily Post of Birkheim`, 2, true],
    ['an outlet behind one', `${NEWS} – The Outlet`, NEWS, 2, true],
    ['a rubric', 'The evening news in short', 'The evening news in short', 1, false],
    ['another headline', NEWS, 'Bridge engineer Ingrid Solvang dies aged 92 in Eastmere', 1, false],
  ])('without a text are one where the headline is the same: %s', (_, a, b, hours, same) => {
    expect(judge(prepare(alert('a', a)), prepare(alert('b', b, hours))).same).toBe(same)
  })
})

test('a link of a news search is the article that has its headline and says more', () => {
  const headline = 'Bridge engineer Ingrid Solvang resigns over Eastmere ferry contract'
  const link = article(`${headline} - The Outlet`, `${headline}  The Outlet`)
  const report = (more: Partial<Article>) => other(headline, harbour, more)
  const now = Date.UTC(2026, 0, 10, 8)
  const judged = (more: Partial<Article>) => judge(prepare(link), prepare(report(more)), false, now).same
  expect(judged({ firstSeen: now - 3_600_000 })).toBe(true)
  expect(judged({ firstSeen: now - 30 * 3_600_000 })).toBe(false)
  // both found by the same term
  expect(prepare(link).features.title).toBe(prepare(report({})).features.title)
})

test('the answer does not depend on the order of the two', () => {
  for (const [, a, b] of [...COPIES, ...STRANGERS]) {
    const [there, back] = [judge(prepare(a), prepare(b)), judge(prepare(b), prepare(a))]
    expect([back.same, back.reason, back.score]).toEqual([there.same, there.reason, there.score])
  }
})

test('an explanation says in words what decided', () => {
  const template = STRANGERS.find(([name]) => name === 'a template, another number')!
  const explained = explainPair(template[1], template[2])
  expect(explained).toMatchObject({ same: false, reason: 'other-numbers' })
  expect(explained.evidence).toContain('12')
  expect(explained.details.join(' ')).toMatch(/words; \d+ % of the shorter stands in the longer/)
})

test('any two texts are judged, alike both ways, and a text is the same as itself', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 300, unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('la', 'the', '12', '3.5', '。', '東', 'Acme', '\ud800', '.', 'U.S.'), { maxLength: 200 })
      .map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(text, text, fc.string(), (a, b, title) => {
      const [x, y] = [prepare(article(title, a)), prepare(other(title, b))]
      expect(judge(x, y).same).toBe(judge(y, x).same)
      const self = judge(x, prepare(other(title, a)))
      if (x.text.weight >= 24) expect(self.same).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('hostile texts cost little', () => {
  const [, took] = withCpu(() => {
    for (const unit of ['la ', 'a b ', '1 2 ', '東', 'a.', '0,0', "a'"])
      judge(prepare(article('x', unit.repeat(200_000))), prepare(other('y', unit.repeat(150_000))))
  })
  expect(took).toBeLessThan(5000)
})
