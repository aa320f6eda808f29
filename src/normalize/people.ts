import type { RawPerson } from '../model/raw.ts'
import { MAX_AUTHORS } from './limits.ts'
import { nameText } from './text.ts'

/** Each once, in the order they signed. */
export function names(persons: readonly RawPerson[]): readonly string[] {
  const all = new Set<string>()
  for (const person of persons) {
    const name = personName(person)
    if (name !== '') all.add(name)
    if (all.size >= MAX_AUTHORS) break
  }
  return [...all]
}

/** `mail@example.org (Name)` and `Name <mail@example.org>` are Name; an address alone is better than nobody. */
export function personName(person: RawPerson): string {
  const name = nameText(person.name)
  const inBrackets = /^\S+@\S+ \(([^()]+)\)$/.exec(name)?.[1]
  const beforeBrackets = /^([^<>()@]+) [<(][^<>()\s]+@[^<>()\s]+[>)]$/.exec(name)?.[1]
  return inBrackets ?? beforeBrackets ?? (name || nameText(person.email))
}
