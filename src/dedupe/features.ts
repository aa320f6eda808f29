import type { Item } from '../model/item.ts'
import type { Instant } from '../model/time.ts'
import { join53, mix, term } from './hashing.ts'
import { saysCorrected } from './corrections.ts'
import { leadRuns, shingles } from './shingles.ts'
import { words, type Words } from './words.ts'

/** What of an item is compared; a stored item and a fresh one have it alike. */
export type Article = Pick<Item, 'source' | 'key' | 'title' | 'text'> &
  Partial<Pick<Item, 'hash' | 'guid' | 'url' | 'canonicalUrl' | 'language' | 'published' | 'enclosures'>> & {
    /** When it arrived, at our clock; absent for one that arrives now. */
    readonly firstSeen?: Instant
  }

/** How two items can be found to be alike, as compact integers (at most 53 bits): one JSON parameter carries those of a whole refresh. */
export interface Features {
  /** Hash of the canonical URL. */
  readonly url?: number
  /** Hash of the words of the title, in any order. */
  readonly title?: number
  /** Hash of the whole text, as far as it is looked at. */
  readonly text?: number
  /** Winnowed shingles of the text. */
  readonly shingles: readonly number[]
  /** All of these. */
  readonly terms: readonly number[]
  /** What a corrected article looks for its first version by, beside these: that may have kept a few words here and there. */
  readonly sought: readonly number[]
}

/** Weight of a shared term when candidates are ranked: what is exact comes before what is similar. */
const WEIGHT = { url: 12, text: 12, title: 3, shingle: 1 }
/** A title of fewer words finds nothing that its text would not. */
const MIN_TITLE_WORDS = 3

/** Seeds that keep a title from being found by a text of the same words. */
const TITLE = 0x7469
const TEXT = 0x7478

function hashWords(namespace: number, hashes: Int32Array): number {
  let a = namespace
  let b = ~namespace
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i]!
    a = mix(a, hash)
    b = mix(b, ~hash)
  }
  return join53(a, b)
}

/** The hashes of a title, each once and in an order of their own. */
const unordered = ({ hash }: Words): Int32Array => hash.toSorted().filter((h, i, all) => i === 0 || h !== all[i - 1])

function featuresOf({ url, canonicalUrl = url, title: headline }: Article, title: Words, text: Words): Features {
  const exact = {
    ...(canonicalUrl === undefined ? {} : { url: term('url', canonicalUrl) }),
    ...(text.length > 0 ? { text: hashWords(TEXT, text.hash) } : {}),
    ...(title.weight >= MIN_TITLE_WORDS ? { title: hashWords(TITLE, unordered(title)) } : {}),
  }
  const found = shingles(text)
  const sought = saysCorrected(headline) ? leadRuns(text).filter((run) => !found.includes(run)) : []
  return { ...exact, shingles: found, terms: [...Object.values(exact), ...found], sought }
}

export const features = (item: Article): Features => prepare(item).features

/** A term that an item is looked for by, and its weight. */
export type Weighted = readonly [term: number, weight: number]

/** They are asked for when candidates are looked up, when neighbours are, and for the guard of what is stored. */
const found = new WeakMap<Features, readonly Weighted[]>()

/** Every term that an item is looked for by, with its weight. */
export function weighted(features: Features): readonly Weighted[] {
  const known = found.get(features)
  if (known) return known
  const made = weigh(features)
  found.set(features, made)
  return made
}

function weigh(f: Features): readonly Weighted[] {
  const exact = (['url', 'text', 'title'] as const).flatMap((kind) => (f[kind] === undefined ? [] : [[f[kind], WEIGHT[kind]] as const]))
  return [...exact, ...[...f.shingles, ...f.sought].map((shingle) => [shingle, WEIGHT.shingle] as const)]
}

/** An item made ready for comparing, once. */
export interface Prepared<A extends Article = Article> {
  readonly item: A
  readonly title: Words
  readonly text: Words
  /** Of the whole item, made when they are first asked for: most stored items are only compared. */
  readonly features: Features
}

/** Behind the headline of a link, as a news search has it: who ran it. */
const OUTLET = / [-–—|] [^-–—|]{2,40}$/

/** Of a link that says no more than its headline and the outlet there is the headline. */
function wordsOf({ title: headline, text: body, language }: Article): { readonly title: Words; readonly text: Words } {
  const [title, text] = [words(headline, language), words(body, language)]
  if (!OUTLET.test(headline)) return { title, text }
  if (!text.hash.every((hash) => title.hash.includes(hash))) return { title, text }
  return { title: words(headline.replace(OUTLET, ''), language), text: words('') }
}

/** An item is asked for when candidates are looked up and again when they are compared. */
const cache = new WeakMap<Article, Prepared>()

export function prepare<A extends Article>(item: A): Prepared<A> {
  const known = cache.get(item) as Prepared<A> | undefined
  if (known) return known
  const { title, text } = wordsOf(item)
  let made: Features | undefined
  const prepared = {
    item,
    title,
    text,
    get features() {
      return (made ??= featuresOf(item, title, text))
    },
  }
  cache.set(item, prepared)
  return prepared
}

/** The same item, of whose text only a part is compared. */
export const withText = <A extends Article>(prepared: Prepared<A>, text: Words): Prepared<A> => ({
  item: prepared.item,
  title: prepared.title,
  text,
  get features() {
    return prepared.features
  },
})
