import safe from 'safe-regex2'
import type { Pattern } from '../model/config.ts'

const REGEX = /^\/(.+)\/([a-z]*)$/s
const FLAGS = /^[imsu]*$/

/** What takes in nearly anything, without a limit: `.*`, `[^x]+`, `\S*`, `(…)+`. Escapes and classes are stepped over as wholes. */
const UNBOUNDED = /(\\[SDW]|\.|\[(?:\\.|[^\]\\])*\]|\))(?:[*+]|\{\d*,\})|\\.|\[(?:\\.|[^\]\\])*\]/gs
/** Two of them in one expression take the cube of a text's length, where that was written to keep them busy. */
const MOST_UNBOUNDED = 1

/** A repeated group: of alternatives that begin alike, each repetition doubles the ways to go. */
const CHOICE_AGAIN = /(?<!\\)\)(?:[*+]|\{\d*,\})/

const unbounded = (source: string): number =>
  [...source.matchAll(UNBOUNDED)].filter(([, wide]) => wide !== undefined && (!wide.startsWith('[') || /^\[(?:\^|.*\\[SDW])/s.test(wide)))
    .length

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
    if (!safe(regex) || (CHOICE_AGAIN.test(source) && source.includes('|')))
      return {
        ok: false,
        why: `${text}: nested repetition can take for ever on hostile text; write it without a repetition inside a repetition`,
      }
    if (unbounded(source) > MOST_UNBOUNDED)
      return {
        ok: false,
        why: `${text}: several unlimited repetitions can take for ever on hostile text; leave out .* at either end, and write .{0,100} between words`,
      }
  } catch (error) {
    return { ok: false, why: `${text}: ${error instanceof Error ? error.message : String(error)}` }
  }
  return { ok: true, pattern: { kind: 'regex', source, flags } }
}
