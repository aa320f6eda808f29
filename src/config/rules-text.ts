import type { FeedConfig, Pattern, Rule } from '../model/config.ts'
import { mistakesIn, pathKey } from './mistakes.ts'
import { isPlainText } from './plain-scalars.ts'
import { readPlainYaml } from './plain-yaml.ts'
import { feedFile, knownKeys } from './schema.ts'
import { quoted } from './syntax.ts'

interface RuleProblem {
  readonly line: number
  readonly message: string
}

type Rules = Pick<FeedConfig, 'keep' | 'drop'>

type RulesRead = { readonly ok: true; readonly rules: Rules } | { readonly ok: false; readonly problems: readonly RuleProblem[] }

/** What makes a file of the lines. */
const REST = { title: 'Tried', sources: ['https://example.org/feed'] }

const TRIED: ReadonlySet<string> = new Set(['keep', 'drop'])

/** Reads the lines of a file that hold `keep` and `drop`, and no other. */
export function readRules(text: string): RulesRead {
  const read = readPlainYaml(text)
  if (!read.ok) return read
  const { lineOf, writtenAt } = read.file
  const { value } = read.file
  // a word alone is a key without its colon
  const written: object = typeof value === 'object' ? (value ?? {}) : { [typeof value === 'string' ? value : JSON.stringify(value)]: null }
  const others = Object.keys(written).filter((key) => !TRIED.has(key) && knownKeys('').includes(key))
  if (others.length > 0) return { ok: false, problems: others.map((key) => ({ line: lineOf([key]), message: ONLY_RULES })) }
  const result = feedFile.safeParse({ ...written, ...REST })
  if (result.success) return { ok: true, rules: rulesOf(result.data as Partial<Rules>) }
  const problems = mistakesIn(result.error.issues, written, writtenAt).map(({ path, message }) => ({
    line: lineOf(path),
    message: `${pathKey(path)}: ${message}`,
  }))
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) }
}

const ONLY_RULES = 'only keep and drop are tried here'

const rulesOf = ({ keep, drop = [] }: Partial<Rules>): Rules => ({ drop, ...(keep ? { keep } : {}) })

/** Rules as they are written into a file; empty where there are none. */
export const writeRules = ({ keep = [], drop }: Rules): string => list('keep', keep) + list('drop', drop)

const list = (key: string, rules: readonly Rule[]): string => (rules.length === 0 ? '' : `${key}:\n${rules.map(writtenRule).join('')}`)

const writtenRule = (rule: Rule): string =>
  Object.entries(rule)
    .map(([field, patterns], i) => `${i === 0 ? '  - ' : '    '}${field}:\n${patterns.map(writtenPattern).join('')}`)
    .join('')

const writtenPattern = (pattern: Pattern): string => `      - ${scalar(patternText(pattern))}\n`

/** A regular expression is told by its slashes, so that quotes around it do no harm. */
const scalar = (text: string): string => (isPlainText(text) ? text : /[\n\r\t]/.test(text) ? JSON.stringify(text) : quoted(text))

/** A pattern as it is written: a phrase, or `/expression/flags`. */
export const patternText = (pattern: Pattern): string =>
  pattern.kind === 'phrase' ? pattern.phrase : `/${pattern.source}/${pattern.flags}`
