import { RULE_FIELDS, type Pattern, type Rule, type RuleField } from '../model/config.ts'
import type { Issue, Path } from './mistakes.ts'
import { patternOf } from './pattern.ts'

type RuleListRead = { readonly ok: true; readonly rules: readonly Rule[] } | { readonly ok: false; readonly issues: readonly Issue[] }

/**
 * Reads what stands behind `keep` or `drop`, and finds what is wrong with it in the form that zod has for it, so that it is explained like
 * the rest of a file. Not by zod: the desk reads rules on Workers too, where zod and the whole of the schema would be 11 KB more to load.
 */
export function readRuleList(value: unknown): RuleListRead {
  const issues: Issue[] = []
  const rules = readList(value, [], issues, readRule)
  return issues.length > 0 ? { ok: false, issues } : { ok: true, rules }
}

type Read<Entry> = (value: unknown, path: Path, issues: Issue[]) => Entry

function readList<Entry>(value: unknown, path: Path, issues: Issue[], read: Read<Entry>): Entry[] {
  if (!Array.isArray(value)) issues.push(wrongType('array', path))
  else if (value.length === 0) issues.push({ code: 'too_small', origin: 'array', minimum: 1, ...at(path) })
  return Array.isArray(value) ? value.map((entry: unknown, i) => read(entry, [...path, i], issues)) : []
}

function readRule(value: unknown, path: Path, issues: Issue[]): Rule {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    issues.push(wrongType('object', path))
    return {}
  }
  const keys = Object.keys(value)
  const strangers = keys.filter((key) => !isField(key))
  if (strangers.length > 0) issues.push({ code: 'unrecognized_keys', keys: strangers, ...at(path) })
  if (keys.length === 0) issues.push({ code: 'custom', ...at(path, NO_FIELD) })
  const written = value as { readonly [field in RuleField]?: unknown }
  const fields = RULE_FIELDS.filter((field) => keys.includes(field))
  return Object.fromEntries(fields.map((field) => [field, readList(written[field], [...path, field], issues, readPattern)]))
}

const NO_FIELD = `a rule without a field matches nothing: name at least one of ${RULE_FIELDS.join(', ')}`

const isField = (key: string): boolean => (RULE_FIELDS as readonly string[]).includes(key)

function readPattern(value: unknown, path: Path, issues: Issue[]): Pattern {
  if (typeof value !== 'string') issues.push(wrongType('string', path))
  else if (value === '') issues.push({ code: 'too_small', origin: 'string', minimum: 1, ...at(path) })
  else {
    const result = patternOf(value)
    if (result.ok) return result.pattern
    issues.push({ code: 'custom', ...at(path, result.why) })
  }
  return NOTHING
}

/** In place of a pattern that is none. */
const NOTHING: Pattern = { kind: 'phrase', phrase: '' }

const wrongType = (expected: 'array' | 'object' | 'string', path: Path): Issue => ({ code: 'invalid_type', expected, ...at(path) })

const at = (path: Path, message = '') => ({ path: [...path], message })
