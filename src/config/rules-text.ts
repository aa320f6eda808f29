import { stringify } from 'yaml'
import type { FeedConfig, Pattern, Rule } from '../model/config.ts'
import { readFeedConfig, type ConfigProblem } from './config.ts'

type RulesRead =
  | { readonly ok: true; readonly rules: Pick<FeedConfig, 'keep' | 'drop'> }
  | { readonly ok: false; readonly problems: readonly Pick<ConfigProblem, 'line' | 'message'>[] }

/** What makes a file of the lines; they stand first, so that a problem names the line that it is in. */
const REST = '\ntitle: Tried\nsources: [https://example.org/feed]\n'

/** Reads the lines of a file that hold `keep` and `drop`, and no other. */
export function readRules(text: string): RulesRead {
  const read = readFeedConfig('feeds/tried.yaml', text + REST, () => ({ why: 'only keep and drop are tried here' }))
  if (!read.ok)
    return { ok: false, problems: read.problems.map(({ line, key, message }) => ({ line, message: key ? `${key}: ${message}` : message })) }
  const { keep, drop } = read.feed
  return { ok: true, rules: { drop, ...(keep ? { keep } : {}) } }
}

/** Rules as they are written into a file; empty where there are none. */
export function writeRules({ keep = [], drop }: Pick<FeedConfig, 'keep' | 'drop'>): string {
  const lists = { ...(keep.length > 0 ? { keep: keep.map(writtenRule) } : {}), ...(drop.length > 0 ? { drop: drop.map(writtenRule) } : {}) }
  return Object.keys(lists).length === 0 ? '' : stringify(lists, { lineWidth: 0 })
}

const writtenRule = (rule: Rule) => Object.fromEntries(Object.entries(rule).map(([field, patterns]) => [field, patterns.map(patternText)]))

/** A pattern as it is written: a phrase, or `/expression/flags`. */
export const patternText = (pattern: Pattern): string =>
  pattern.kind === 'phrase' ? pattern.phrase : `/${pattern.source}/${pattern.flags}`
