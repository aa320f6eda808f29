import { parseDate } from '../parse/dates.ts'
import type { Steps } from './steps.ts'

/** Dates in running text: a dateline, a line under the headline, a cell in front of a link. */

export interface Dated {
  /** As written, in a form that `parseDate` reads. */
  readonly date: string
  /** Whether the text says that it is the day of a change. */
  readonly isUpdate: boolean
  /** Whether there is hardly anything else in the text. */
  readonly isAlone: boolean
}

/** A line that has a date in it is short: a dateline with a place and a byline. */
const MAX_LINE = 240
/** Words around the year that may belong to the date: weekday, day, month; time, half of the day, zone. */
const BEFORE = 6
const AFTER = 6
const YEAR = /^(?:19|20)\d\d(?!\d)/
const UPDATE =
  /updat|modif|edited|aktualisiert|geändert|stand:|mis à jour|mise à jour|modifié|actualizad|aggiornat|atualizad|bijgewerkt|uppdaterad|opdateret|oppdatert|обновлен|更新|修正|수정|güncelle/i

/** Years of one line around which a date is looked for. */
const MAX_YEARS = 3
/** What reading one stretch as a date costs. */
const TRY = 40

/** Languages in whose 03/04/2011 the month comes first. */
const MONTH_FIRST = /^en-(?:us|ph|ca)\b/i

/**
 * The date in a text, or undefined.
 * @param language of the page: which of two numbers is the day
 * @param steps what it costs is taken from, where many lines are read
 */
export function dateIn(text: string, language?: string, steps?: Steps): Dated | undefined {
  if (text.length > MAX_LINE || !/(?:19|20)\d\d/.test(text)) return undefined
  return tokenDate(text.normalize('NFKC'), { language, steps })
}

interface Reading {
  readonly language: string | undefined
  readonly steps?: Steps | undefined
}

/** Every date of a line, with what was written around it: `Published 1 May 2011 | Updated 2 May 2011`. */
export function datesIn(text: string, language?: string): readonly Dated[] {
  const found: Dated[] = []
  let rest = text.length <= MAX_LINE ? text.normalize('NFKC') : ''
  for (let i = 0; i < 3 && /(?:19|20)\d\d/.test(rest); i++) {
    const one = tokenDate(rest, { language })
    if (!one) break
    found.push(one)
    rest = rest.slice(one.end)
  }
  return found
}

function tokenDate(line: string, reading: Reading): (Dated & { readonly end: number }) | undefined {
  const tokens = [...line.matchAll(/[^\s|•·]+/g)].map((match) => ({ text: match[0], at: match.index }))
  const years = tokens.flatMap(({ text }, index) => (/(?:19|20)\d\d/.test(text) ? [index] : []))
  for (const index of years.slice(0, MAX_YEARS)) {
    const found = around(tokens, index, line, reading)
    if (!found) continue
    const before = line.slice(0, found.from)
    const rest = before + line.slice(found.to)
    return {
      date: found.date,
      isUpdate: UPDATE.test(before.slice(-60)) || /^\s*(?:更新|updated)/i.test(line.slice(found.to)),
      isAlone: rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 40,
      end: found.to,
    }
  }
  return undefined
}

interface Token {
  readonly text: string
  readonly at: number
}

/** The longest stretch around a year that is a date, all of it. */
function around(tokens: readonly Token[], year: number, line: string, { language, steps }: Reading) {
  const first = Math.max(0, year - BEFORE)
  const last = Math.min(tokens.length - 1, year + AFTER)
  for (let to = last; to >= year; to--) {
    for (let from = first; from <= year; from++) {
      const start = tokens[from]!.at
      const end = tokens[to]!.at + tokens[to]!.text.length
      const written = line.slice(start, end)
      if (!/[\d\p{L}]/u.test(tokens[from]!.text)) continue
      steps?.spend(TRY)
      const date = readable(written, language)
      if (date !== undefined) return { date, from: start, to: end }
    }
  }
  return glued(tokens[year]!, language)
}

/** A date that touches other words, as Japanese writes it: 公開日：2011年1月13日（木）20時26分. */
function glued({ text, at }: Token, language: string | undefined) {
  const match =
    /(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})(?:[(（][^)）]{1,4}[)）])?(?:[T\s]?\d{1,2}[:時]\d{1,2}分?)?/.exec(text)
  if (!match) return undefined
  const date = readable(match[0].replace(/[(（][^)）]{1,4}[)）]/, ' '), language)
  return date === undefined ? undefined : { date, from: at + match.index, to: at + match.index + match[0].length }
}

/** Marks at the ends, and a word that only says what is coming, are no part of a date. */
function readable(written: string, language: string | undefined): string | undefined {
  const text = written.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (text.length > 80 || !/\d/.test(text) || /^(?:19|20)\d\d$/.test(text) || (YEAR.test(text) && /^\d{4}\D*$/.test(text))) return undefined
  const date = dayAndMonth(text, language)
  // a year and a month alone are the name of an archive
  return parseDate(date) !== undefined && (date.match(/\d+/g)?.length ?? 0) >= 2 ? date : undefined
}

/** 03/04/2011 in the order of the page's language; left alone where that says nothing. */
function dayAndMonth(text: string, language: string | undefined): string {
  const match = /^(.{0,12}?)(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?!\d)/.exec(text)
  if (!match || language === undefined || /^en$/i.test(language)) return text
  const [whole, before, a, b, year] = match as unknown as [string, string, string, string, string]
  const [month, day] = MONTH_FIRST.test(language) ? [a, b] : [b, a]
  if (Number(month) > 12 || /\d/.test(before)) return text
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${text.slice(whole.length).replace(/^,?\s*(?:-|–|um|à|at|a las)?\s*/, ' ')}`
}
