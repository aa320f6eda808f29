/**
 * What may stand inside what, as far as a reader has to know it to see that an end tag was forgotten. Keys are those of
 * `Name`: `title`, `dc:creator`.
 */

export const ITEM_KEYS: ReadonlySet<string> = new Set(['item', 'entry', 'atom:entry'])

const CONTAINERS: ReadonlySet<string> = new Set(['', 'rss', 'rdf:rdf', 'rdf', 'channel', 'feed', 'atom:feed', 'items'])

const CONTENT_KEYS: ReadonlySet<string> = new Set(['content', 'atom:content'])

const words = (text: string): readonly string[] => text.split(/\s+/)
const withAtom = (names: readonly string[]): readonly string[] => names.flatMap((name) => [name, `atom:${name}`])

const UNMISTAKABLE = new Set([
  ...withAtom(words('id updated published content category author contributor rights generator subtitle logo icon issued modified')),
  ...words('guid pubdate lastbuilddate comments enclosure description managingeditor webmaster copyright language ttl'),
  ...words(
    'content:encoded slash:comments wfw:commentrss itunes:author itunes:subtitle itunes:summary itunes:duration itunes:explicit itunes:keywords itunes:image itunes:owner',
  ),
  ...words('itunes:category itunes:episode itunes:season itunes:title media:content media:group media:thumbnail'),
  ...words('feedburner:origlink sy:updateperiod sy:updatefrequency'),
])

/** Fields whose names HTML has as well, or pictures (SVG) within it. */
const AMBIGUOUS = new Set([
  ...withAtom(words('title link summary source image name email uri url')),
  ...words('width height dc:creator dc:date dc:subject dc:title dc:language dc:rights'),
])

/** Fields of one line or none: no other field stands inside them. */
const PLAIN = [
  ...withAtom(words('title link id updated published category generator logo icon issued modified name email uri url')),
  ...words('guid pubdate lastbuilddate comments enclosure managingeditor webmaster copyright language ttl width height'),
  ...words('dc:creator dc:date dc:subject dc:title dc:language dc:rights slash:comments wfw:commentrss feedburner:origlink'),
  ...words('itunes:author itunes:subtitle itunes:duration itunes:explicit itunes:keywords itunes:image itunes:episode itunes:season'),
  ...words('itunes:title itunes:name itunes:email media:thumbnail sy:updateperiod sy:updatefrequency'),
]

/** `title`, `link` and `summary` of HTML within these are not the feed's. */
const RICH = new Set([
  ...withAtom(words('summary subtitle rights content')),
  ...words('description content:encoded itunes:summary dc:description tagline info'),
])

const NOTHING: ReadonlySet<string> = new Set()
const PERSON = new Set(withAtom(words('name email uri url homepage')))
const PICTURE = new Set(words('url title link width height description'))
const MEDIA = new Set(words('media:content media:thumbnail media:title media:description media:group'))

const HOLDS: ReadonlyMap<string, ReadonlySet<string>> = new Map<string, ReadonlySet<string>>([
  ...PLAIN.map((key): [string, ReadonlySet<string>] => [key, NOTHING]),
  ...withAtom(words('author contributor')).map((key): [string, ReadonlySet<string>] => [key, PERSON]),
  ['itunes:owner', NOTHING],
  ['itunes:category', new Set(['itunes:category'])],
  ['image', PICTURE],
  ['media:content', MEDIA],
  ['media:group', MEDIA],
])

/** What a name says about where its elements may stand. */
export interface Nesting {
  readonly isItem: boolean
  /** It holds items: whatever else is open where an item begins was never closed, or is a wrapper that means nothing. */
  readonly isContainer: boolean
  /** It may be a document with items of its own (RFC 4287 4.1.3.3). */
  readonly isContent: boolean
  /** A field of a feed or an item, or what looks like one. */
  readonly isField: boolean
  /** A field that no HTML element shares its name with: where one begins, text has ended. */
  readonly isUnmistakable: boolean
  /** A field that may hold HTML. */
  readonly isRich: boolean
  /** The fields that may stand right inside this one; undefined where any may. */
  readonly holds: ReadonlySet<string> | undefined
}

/** Most names: elements of HTML, or of vocabularies that are not read. */
const FREE: Nesting = {
  isItem: false,
  isContainer: false,
  isContent: false,
  isField: false,
  isUnmistakable: false,
  isRich: false,
  holds: undefined,
}

/** What is known of a key. */
export function nestingOf(key: string): Nesting {
  const isUnmistakable = UNMISTAKABLE.has(key)
  const isKnown = isUnmistakable || AMBIGUOUS.has(key) || ITEM_KEYS.has(key) || CONTAINERS.has(key) || RICH.has(key) || HOLDS.has(key)
  if (!isKnown) return FREE
  return {
    isItem: ITEM_KEYS.has(key),
    isContainer: CONTAINERS.has(key),
    isContent: CONTENT_KEYS.has(key),
    isField: isUnmistakable || AMBIGUOUS.has(key),
    isUnmistakable,
    isRich: RICH.has(key),
    holds: HOLDS.get(key),
  }
}
