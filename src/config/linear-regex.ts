import { automatonOf, searcher } from './automaton.ts'
import { readExpression } from './expression.ts'

/** Whether a text holds a match. */
export type LinearRegex = (text: string) => boolean

/**
 * A regular expression in JavaScript's spelling, of Unicode always, run in time linear in the text, whatever the expression. So a text that was
 * made to hurt cannot, and no expression has to be refused for what it might cost. Throws Error with a sentence for what is misspelled and for
 * what this cannot do: look-ahead, look-behind, references back.
 */
export const linearRegex = (source: string, flags: string): LinearRegex => searcher(automatonOf(readExpression(source, flags)))
