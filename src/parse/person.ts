import type { RawPerson } from '../model/raw.ts'
import { address, attribute, childrenOf, firstValue, hasElements, value } from './element.ts'
import type { Element } from './xml.ts'

/** Characters of one person that are looked at; where a whole collaboration signs in one, its first hundred names. */
const MAX_PERSON = 2000

/**
 * A person as RSS writes one: `me@example.org (Name)`, `Name <me@example.org>`, `Name (me@example.org)`,
 * an address alone, or a name alone.
 */
function personOf(written: string): RawPerson | undefined {
  const text = written.slice(0, MAX_PERSON).replace(/\s+/g, ' ').trim()
  if (text === '') return undefined
  const email = emailIn(text)
  if (email === undefined) return { name: text }
  const rest = text
    .replace(email, ' ')
    .replace(/mailto:/i, ' ')
    .replace(/[()<>[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return rest === '' ? { email } : { name: rest, email }
}

function emailIn(text: string): string | undefined {
  for (const word of text.split(/[\s()<>[\],;:]/)) {
    const at = word.indexOf('@')
    if (at > 0 && word.indexOf('.', at) > at + 1 && at === word.lastIndexOf('@')) return word
  }
  return undefined
}

/** A person as Atom writes one: name, email and uri (`url` in 0.3) inside; or, loosely, as RSS does. */
function personElement(element: Element): RawPerson | undefined {
  if (!hasElements(element)) return withAddress(personOf(value(element) ?? ''), address(element, attribute(element, 'href')))
  const of = childrenOf(element)
  const name = firstValue(of, 'atom:name', 'name', 'foaf:name', 'itunes:name', 'title', 'rdf:value')
  const email = firstValue(of, 'atom:email', 'email', 'itunes:email')
  const url = firstValue(of, 'atom:uri', 'uri', 'atom:url', 'url', 'atom:homepage', 'homepage')
  const href = address(element, url)
  if (name === undefined && email === undefined && href === undefined) return personOf(value(element) ?? '')
  return { ...(name !== undefined && { name }), ...(email !== undefined && { email }), ...(href !== undefined && { url: href }) }
}

/** `podcast:person` carries the address as an attribute. */
const withAddress = (person: RawPerson | undefined, url: string | undefined): RawPerson | undefined =>
  person === undefined || url === undefined ? person : { ...person, url }

/** Persons of several elements, each named once. */
export function persons(elements: readonly Element[]): readonly RawPerson[] {
  if (elements.length === 0) return []
  const known = new Map<string, RawPerson>()
  for (const element of elements.slice(0, MAX_PERSONS)) {
    const person = personElement(element)
    const key = person?.name ?? person?.email ?? person?.url
    if (person && key !== undefined && !known.has(key)) known.set(key, person)
  }
  return [...known.values()]
}

/** Large collaborations sign with thousands of names; nobody reads on after these. */
const MAX_PERSONS = 100
