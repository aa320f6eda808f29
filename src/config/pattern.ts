import safe from 'safe-regex2'
import type { Pattern } from '../model.ts'

const REGEX = /^\/(.+)\/([a-z]*)$/s
const FLAGS = /^[imsu]*$/

/** `/regex/flags`, or a word or phrase. Expressions that can take exponential time are refused: feed text is hostile. */
export function patternOf(text: string): { ok: true; pattern: Pattern } | { ok: false; why: string } {
  const [, source, flags] = REGEX.exec(text) ?? []
  if (source === undefined || flags === undefined) {
    const phrase = text.trim()
    return phrase ? { ok: true, pattern: { kind: 'phrase', phrase } } : { ok: false, why: 'an empty pattern matches everything: remove it' }
  }
  if (!FLAGS.test(flags)) return { ok: false, why: `${text}: the flags may be i, m, s and u` }
  try {
    const regex = new RegExp(source, flags)
    if (!safe(regex))
      return {
        ok: false,
        why: `${text}: nested repetition can take for ever on hostile text; write it without a repetition inside a repetition`,
      }
  } catch (error) {
    return { ok: false, why: `${text}: ${error instanceof Error ? error.message : String(error)}` }
  }
  return { ok: true, pattern: { kind: 'regex', source, flags } }
}
