import { customaryNamespace, namespaceOf } from './namespaces.ts'
import { nestingOf, type Nesting } from './nesting.ts'

/** An element's name, by meaning and as written. */
export interface Name {
  /** `title`, `dc:creator`, `atom:link`: the short name of its namespace and its local name, in lower case. */
  readonly key: string
  readonly local: string
  readonly namespace: string
  readonly raw: string
  readonly nesting: Nesting
}

/** What an element inherits: namespaces, xml:base and xml:lang. Elements that declare nothing share their parent's. */
export interface Scope {
  readonly nameOf: (raw: string) => Name
  readonly bindings: Binding | undefined
  /** Absolute where anything around it was. */
  readonly base: string
  /** The base where the document declares one; its own address is not repeated in every text. */
  readonly declaredBase: string | undefined
  readonly language: string | undefined
}

interface Binding {
  readonly prefix: string
  readonly namespace: string
  readonly outer: Binding | undefined
  readonly count: number
}

/** Bindings in sight at one place; real feeds declare 30 at most, and every look-up walks them. */
const MAX_BINDINGS = 64

/** Names remembered in one scope: more than all vocabularies have, and little memory where every element has another name. */
const MAX_KNOWN_NAMES = 1000

export const rootScope = (base: string): Scope => ({
  nameOf: namesIn(undefined),
  bindings: undefined,
  base,
  declaredBase: undefined,
  language: undefined,
})

/**
 * The scope inside an element: its parent's, or a new one where it declares something.
 * @param isRoot an unprefixed root or channel; whatever its default namespace is, it is the vocabulary of the feed.
 */
export function declare(outer: Scope, attributes: readonly string[], isRoot: boolean): Scope {
  let { bindings, base, declaredBase, language } = outer
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string
    if (name.charCodeAt(0) !== 0x78 && name.charCodeAt(0) !== 0x58) continue
    const lower = name.toLowerCase()
    const value = attributes[i + 1] as string
    if (lower === 'xml:base') base = declaredBase = resolveBase(value, base)
    else if (lower === 'xml:lang') language = languageTag(value)
    else if (lower === 'xmlns') bindings = bind(bindings, '', isRoot ? '' : value)
    else if (lower.startsWith('xmlns:')) bindings = bind(bindings, lower.slice(6), value)
  }
  if (bindings === outer.bindings && base === outer.base && language === outer.language) return outer
  // Names depend on namespaces alone.
  const nameOf = bindings === outer.bindings ? outer.nameOf : namesIn(bindings)
  return { nameOf, bindings, base, declaredBase, language }
}

/** Characters of a declared base: each relative address below it grows by as many. Real ones have 200 at most. */
const MAX_BASE = 512

/** The base that a document declares; one that is too long to be meant is none. */
export function resolveBase(value: string, outer: string): string {
  const base = value.length > MAX_BASE ? outer : resolve(value, outer)
  return base.length > MAX_BASE ? outer : base
}

const ABSOLUTE = /^https?:\/\/\S/i

/** Whether an address is a whole one of the web. */
export const isAbsolute = (href: string): boolean => ABSOLUTE.test(href)

/** Characters of an address that others are resolved against: each of them grows by as many, and each resolution reads all of it. */
const MAX_OWN_BASE = 2048

/** Resolves a reference; what is absolute, or cannot be resolved, stays as written. */
export function resolve(href: string, base: string): string {
  const trimmed = href.trim()
  if (ABSOLUTE.test(trimmed) || base.length > MAX_OWN_BASE) return trimmed
  return URL.parse(trimmed, base)?.href ?? trimmed
}

/** `en_US` is a common slip for `en-US`; an empty tag (XML 2.12) takes the language away. */
const languageTag = (value: string): string | undefined => value.trim().replaceAll('_', '-') || undefined

function bind(outer: Binding | undefined, prefix: string, uri: string): Binding | undefined {
  const count = (outer?.count ?? 0) + 1
  if (count > MAX_BINDINGS) return outer
  // An unknown default namespace is taken for the feed's own vocabulary; an unknown prefixed one is foreign.
  const namespace = namespaceOf(uri) ?? (prefix === '' ? '' : `?${uri}`)
  return outer?.prefix === prefix && outer.namespace === namespace ? outer : { prefix, namespace, outer, count }
}

function namesIn(bindings: Binding | undefined): Scope['nameOf'] {
  const names = new Map<string, Name>()
  return (raw) => {
    let name = names.get(raw)
    if (name !== undefined) return name
    name = understand(raw, bindings)
    if (names.size < MAX_KNOWN_NAMES) names.set(raw, name)
    return name
  }
}

function understand(raw: string, bindings: Binding | undefined): Name {
  const colon = raw.indexOf(':')
  const prefix = colon < 0 ? '' : raw.slice(0, colon).toLowerCase()
  const local = raw.slice(colon + 1).toLowerCase()
  const namespace = lookUp(prefix, bindings)
  const key = namespace === '' ? local : `${namespace}:${local}`
  return { key, local, namespace, raw, nesting: nestingOf(key) }
}

function lookUp(prefix: string, bindings: Binding | undefined): string {
  for (let binding = bindings; binding; binding = binding.outer) if (binding.prefix === prefix) return binding.namespace
  return prefix === '' ? '' : customaryNamespace(prefix)
}
