import { linearRegex } from '../config/linear-regex.ts'
import type { Item } from '../model/item.ts'
import type { Pattern, Rule, RuleField } from '../model/config.ts'

/** What a rule looks at: an item and the name of its source. */
export interface Subject {
  readonly item: Pick<Item, 'title' | 'text' | 'authors' | 'categories' | 'url' | 'source' | 'language'>
  readonly sourceName: string
}

/** Characters that an expression looks at: what a story is about stands before, and the longest real articles are shorter. */
const REGEX_CHARS = 300_000

/** A rule, ready to ask many times. Patterns of one field combine with *or*, fields of one rule with *and*, rules with *or*. */
export type Matcher = (subject: Subject) => boolean

export function matcher(rules: readonly Rule[]): Matcher {
  const find = matchFinder(rules)
  return (subject) => find(subject) !== undefined
}

/** Of the rule that matched, one pattern of each of its fields. */
export type Match = readonly { readonly field: RuleField; readonly pattern: Pattern }[]

/** The first of the rules that matches a subject, and by what; undefined where none does. */
export function matchFinder(rules: readonly Rule[]): (subject: Subject) => Match | undefined {
  const compiled = rules.map((rule) =>
    Object.entries(rule).map(([field, patterns]) => ({
      field: field as RuleField,
      tests: patterns.map((pattern) => ({ pattern, matches: test(pattern) })),
    })),
  )
  return (subject) => {
    for (const fields of compiled) {
      const match = fields.flatMap(({ field, tests }) => {
        const said = values(field, subject)
        const found = tests.find(({ matches }) => said.some(matches))
        return found ? [{ field, pattern: found.pattern }] : []
      })
      if (match.length === fields.length) return match
    }
    return undefined
  }
}

/** `text` is title and body, as people expect of “mentions”. */
const VALUES: { readonly [field in RuleField]: (subject: Subject) => readonly (string | undefined)[] } = {
  title: ({ item }) => [item.title],
  text: ({ item }) => [item.title, item.text],
  author: ({ item }) => item.authors,
  category: ({ item }) => item.categories.flatMap(({ term, label }) => [term, label]),
  source: ({ item, sourceName }) => [sourceName, item.source],
  url: ({ item }) => [item.url],
  language: ({ item }) => [item.language, item.language?.split('-', 1)[0]],
}

const values = (field: RuleField, subject: Subject) => VALUES[field](subject).filter((value) => value !== undefined)

function test(pattern: Pattern): (value: string) => boolean {
  if (pattern.kind === 'regex') {
    const matches = linearRegex(pattern.source, pattern.flags)
    return (value) => matches(value.slice(0, REGEX_CHARS))
  }
  const phrase = fold(pattern.phrase)
  return (value) => hasPhrase(fold(value), phrase)
}

/** Case, width and runs of white space do not matter. */
const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const LETTER = /[\p{L}\p{N}\p{M}]/u
/** Scripts that write no space between words: there a word may stand anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Whole words only: “art” is not in “party”. */
function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (boundary(text.charAt(at - 1), phrase.charAt(0)) && boundary(phrase.charAt(phrase.length - 1), text.charAt(at + phrase.length)))
      return true
  }
  return false
}

const boundary = (left: string, right: string) => !LETTER.test(left) || !LETTER.test(right) || UNSPACED.test(left) || UNSPACED.test(right)
