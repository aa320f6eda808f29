/** Words of dates in the languages feeds are written in, folded as `fold` does it: lower case, no accents, no dot. */

/** Folds a word so that `Août`, `août.` and `AOUT` are one. */
export const fold = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')

/** Full names, from which every abbreviation of three letters or more follows, and names that are shortened otherwise. */
const MONTH_NAMES: readonly string[] = [
  'january janvier enero januar januari gennaio janeiro gener январь января ιανουαριος ιανουαριου január ocak styczen stycznia leden ledna січня',
  'february fevrier febrero februar februari febbraio fevereiro февраль февраля φεβρουαριος φεβρουαριου februarius subat luty lutego unor unora лютого',
  'march mars marzo marz maerz mrz maart mrt marco март марта μαρτιος μαρτιου μαω marcius mart marzec marca brezen brezna березня',
  'april avril avr abril aprile апрель апреля απριλιος απριλιου aprilis nisan kwiecien kwietnia duben dubna квітня',
  'may mai mayo maggio mei maio май мая μαιος μαιου majus maj mayis kveten kvetna травня',
  'june juin junio juni giugno junho июнь июня ιουνιος ιουνιου ιον junius haziran czerwiec czerwca cerven cervna червня',
  'july juillet juil julio juli luglio julho июль июля ιουλιος ιουλιου ιολ julius temmuz lipiec lipca cervenec cervence липня',
  'august aout agosto augustus август августа αυγουστος αυγουστου augusztus agustos sierpien sierpnia srpen srpna серпня',
  'september sept septembre septiembre settembre setembro сентябрь сентября σεπτεμβριος σεπτεμβριου szeptember eylul wrzesien wrzesnia zari вересня',
  'october octobre octubre oktober ottobre outubro октябрь октября οκτωβριος οκτωβριου ekim pazdziernik pazdziernika rijen rijna жовтня',
  'november novembre noviembre novembro ноябрь ноября νοεμβριος νοεμβριου kasim listopad listopada листопада',
  'december decembre diciembre dezember dicembre dezembro desember декабрь декабря δεκεμβριος δεκεμβριου aralik grudzien grudnia prosinec prosince грудня',
]

const WEEKDAY_NAMES =
  'monday tuesday wednesday thursday friday saturday sunday tues weds thur thurs ' +
  'lundi mardi mercredi jeudi vendredi samedi dimanche ' +
  'lunes martes miercoles jueves viernes sabado domingo ' +
  'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so ' +
  'lunedi martedi mercoledi giovedi venerdi domenica ' +
  'segunda terca quarta quinta sexta feira ' +
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo ' +
  'понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс ' +
  'δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη πεμ ' +
  'hetfo kedd szerda csutortok pentek szombat vasarnap ' +
  'mandag tirsdag onsdag torsdag fredag lordag sondag ' +
  '月 火 水 木 金 土 日 월 화 수 목 금 토 일 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월요일 화요일 수요일 목요일 금요일 토요일 일요일 ' +
  '月曜 火曜 水曜 木曜 金曜 土曜 日曜 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日'

/** Words between the parts of a date that say nothing. */
const FILLERS =
  'at on the of de del den der am um uhr le la el il a as alle ore los las kl klo d г года год в klockan om och y e h min sec st nd rd th er o'

const ABBREVIATION = 3

const withPrefixes = (names: string): readonly string[] =>
  names.split(' ').flatMap((written) => {
    const name = fold(written)
    const prefixes = Array.from({ length: Math.max(0, name.length - ABBREVIATION) }, (_, cut) => name.slice(0, name.length - 1 - cut))
    return [name, ...prefixes]
  })

/** Every way to write a month -> 1 to 12. A prefix that two months share (`jui`, `mar` is not one) belongs to neither. */
const MONTHS = new Map<string, number>()
for (const [index, names] of MONTH_NAMES.entries()) {
  for (const prefix of withPrefixes(names)) {
    const known = MONTHS.get(prefix)
    MONTHS.set(prefix, known === undefined || known === index + 1 ? index + 1 : Number.NaN)
  }
}
for (const [index, names] of MONTH_NAMES.entries()) for (const name of names.split(' ')) MONTHS.set(fold(name), index + 1)

const WEEKDAYS = new Set(withPrefixes(WEEKDAY_NAMES))
const NOTHING = new Set(FILLERS.split(' ').map(fold))

/** The month (1 to 12) a folded word names. */
export function monthOf(word: string): number | undefined {
  const month = MONTHS.get(word)
  return month === undefined || Number.isNaN(month) ? undefined : month
}

export const isWeekday = (word: string): boolean => WEEKDAYS.has(word)
export const isFiller = (word: string): boolean => NOTHING.has(word)

const HALVES = new Map<string, 'am' | 'pm'>(
  [
    ['am', 'am'],
    ['a m', 'am'],
    ['pm', 'pm'],
    ['오전', 'am'],
    ['오후', 'pm'],
    ['午前', 'am'],
    ['午後', 'pm'],
    ['上午', 'am'],
    ['下午', 'pm'],
    ['πμ', 'am'],
    ['μμ', 'pm'],
  ].map(([word, half]) => [fold(word as string), half as 'am' | 'pm']),
)

/** Which half of the day a folded word names. */
export const halfOf = (word: string): 'am' | 'pm' | undefined => HALVES.get(word)
