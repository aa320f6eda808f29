import type { FeedConfig, Pattern, Rule } from '../model/config.ts'
import { mistakesIn, pathKey, type Issue } from './mistakes.ts'
import { isPlainText } from './plain-scalars.ts'
import { readPlainYaml } from './plain-yaml.ts'
import { knownKeys } from './keys.ts'
import { readRuleList } from './rule-list.ts'
import { quoted } from './syntax.ts'

interface RuleProblem {
  readonly line: number
  readonly message: string
}

type Rules = Pick<FeedConfig, 'keep' | 'drop'>

type RulesRead = { readonly ok: true; readonly rules: Rules } | { readonly ok: false; readonly problems: readonly RuleProblem[] }

const TRIED = ['keep', 'drop'] as const
const isTried = (key: string): key is (typeof TRIED)[number] => (TRIED as readonly string[]).includes(key)

/** Reads the lines of a file that hold `keep` and `drop`, and no other. */
export function readRules(text: string): RulesRead {
  const read = readPlainYaml(text)
  if (!read.ok) return read
  const { lineOf, writtenAt } = read.file
  const { value } = read.file
  // a word alone is a key without its colon
  const written: object = typeof value === 'object' ? (value ?? {}) : { [typeof value === 'string' ? value : JSON.stringify(value)]: null }
  const others = Object.keys(written).filter((key) => !isTried(key))
  const known = others.filter((key) => knownKeys('').includes(key))
  if (known.length > 0) return { ok: false, problems: known.map((key) => ({ line: lineOf([key]), message: ONLY_RULES })) }
  const issues: Issue[] = others.length > 0 ? [{ code: 'unrecognized_keys', keys: others, path: [], message: '' }] : []
  const rules: { keep?: readonly Rule[]; drop: readonly Rule[] } = { drop: [] }
  for (const [key, list] of Object.entries(written).filter(([key]) => isTried(key))) {
    const read = readRuleList(list)
    if (read.ok) rules[key as (typeof TRIED)[number]] = read.rules
    else issues.push(...read.issues.map((issue) => ({ ...issue, path: [key, ...issue.path] })))
  }
  if (issues.length === 0) return { ok: true, rules }
  const problems = mistakesIn(issues, written, writtenAt).map(({ path, message }) => ({
    line: lineOf(path),
    message: `${pathKey(path)}: ${message}`,
  }))
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) }
}

const ONLY_RULES = 'only keep and drop are tried here'

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
