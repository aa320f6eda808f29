import { decodeEntities } from './entities.ts'

/** Entities that one document may declare, each of so many characters; the DTDs of HTML have 253 of one character. */
const MAX_ENTITIES = 300
const MAX_REPLACEMENT = 1000
/** How much of what stands before the root is searched, in UTF-16 units. */
const MAX_PROLOG = 100_000

/** An internal entity (XML 1.0 4.2.1): its name and what stands for it, in quotes. External ones have a keyword in between. */
const ENTITY = /<!ENTITY\s{1,20}([\w.:-]{1,60})\s{1,20}(?:"([^"<]{0,1000})"|'([^'<]{0,1000})')\s{0,20}>/gi

/**
 * The entities that a document declares before its root, as far as they stand for plain text: no markup, and no other
 * entity than a character. Nothing is fetched, and nothing expands twice.
 */
export function declaredEntities(prolog: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>()
  if (!/<!DOCTYPE/i.test(prolog)) return entities
  for (const [, name, double, single] of prolog.slice(0, MAX_PROLOG).matchAll(ENTITY)) {
    const written = double ?? single ?? ''
    const text = decodeEntities(written)
    const isPlain = !/[<%]|&[#\w.:-]+;/.test(text) && text.length <= MAX_REPLACEMENT
    if (isPlain && entities.size < MAX_ENTITIES && !entities.has(name as string)) entities.set(name as string, text)
  }
  return entities
}
