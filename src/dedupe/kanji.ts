/** Numbers in Chinese characters. */
const FIGURES: ReadonlyMap<string, number> = new Map('〇一二三四五六七八九'.split('').map((character, value) => [character, value]))
const TENS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])
/** What is counted or measured: behind them a character of a number is one, and not a part of a word (一般, 三菱). */
const COUNTED = new Set('人円年月日時分秒件台億万個歳位回戸棟本社割倍度点票匹冊隻機名元岁号层条项辆架艘吨米'.split(''))
/** Longest number that is read. */
const MOST = 8

/** The number that begins at `from`, written with Arabic digits, and where it ends; undefined where none does. */
export function figureAt(text: string, from: number): { readonly figure: string; readonly end: number } | undefined {
  let end = from
  let total = 0
  let now: number | undefined
  let positional = ''
  for (; end < text.length && end - from < MOST; end++) {
    const character = text[end]!
    const figure = FIGURES.get(character)
    const ten = TENS.get(character)
    if (figure === undefined && ten === undefined) break
    if (ten !== undefined) {
      total += (now ?? 1) * ten
      now = undefined
    } else {
      positional += figure
      now = figure
    }
  }
  if (end === from || !COUNTED.has(text[end] ?? '')) return undefined
  // 二〇二六: place by place
  return { figure: positional.length === end - from ? String(Number(positional)) : String(total + (now ?? 0)), end }
}
