import type { Pattern } from '../model/config.ts'
import { linearRegex } from './linear-regex.ts'

const REGEX = /^\/(.+)\/([a-z]*)$/s
const FLAGS = /^[imsu]*$/

/** `/regex/flags`, or a word or phrase. */
export function patternOf(text: string): { ok: true; pattern: Pattern } | { ok: false; why: string } {
  const [, source, flags] = REGEX.exec(text) ?? []
  if (source === undefined || flags === undefined) {
    const phrase = text.trim()
    return phrase ? { ok: true, pattern: { kind: 'phrase', phrase } } : { ok: false, why: 'an empty pattern matches everything: remove it' }
  }
  if (!FLAGS.test(flags)) return { ok: false, why: `${text}: the flags may be i, m, s and u` }
  try {
    linearRegex(source, flags)
  } catch (error) {
    return { ok: false, why: `${text}: ${error instanceof Error ? error.message : String(error)}` }
  }
  return { ok: true, pattern: { kind: 'regex', source, flags } }
}
