/**
 * XML namespaces by the short names wirefold knows them by. A feed may bind any prefix to them, spell their URI in
 * another case, with or without the last slash, or forget the declaration altogether; all of that is seen in the wild.
 */

/** `''` is the feed's own vocabulary: RSS of every version, CDF, and Atom without a declaration. */
const URIS: readonly (readonly [uri: string, short: string])[] = [
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://purl.org/atom/ns', 'atom'],
  ['http://example.com/newformat', 'atom'],
  ['http://example.com/necho', 'atom'],
  ['http://purl.org/echo', 'atom'],
  ['uri/of/echo/namespace', 'atom'],
  ['http://purl.org/pie', 'atom'],
  ['http://purl.org/rss/1.0', ''],
  ['http://purl.org/net/rss1.1', ''],
  ['http://my.netscape.com/rdf/simple/0.9', ''],
  ['http://channel.netscape.com/rdf/simple/0.9', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://backend.userland.com/rss091', ''],
  ['http://backend.userland.com/blogchannelmodule', 'blogchannel'],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://cyber.law.harvard.edu/rss', ''],
  ['http://www.rssboard.org/rss-specification', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['http://purl.org/dc/elements/1.0', 'dc'],
  ['http://purl.org/dc/elements/1.1', 'dc'],
  ['http://purl.org/dc/terms', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication', 'sy'],
  ['http://purl.org/rss/1.0/modules/slash', 'slash'],
  ['http://purl.org/rss/1.0/modules/annotate', 'annotate'],
  ['http://wellformedweb.org/commentapi', 'wfw'],
  ['http://purl.org/syndication/thread/1.0', 'thr'],
  ['http://purl.org/syndication/history/1.0', 'fh'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://video.search.yahoo.com/mrss', 'media'],
  ['https://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['https://podcastindex.org/namespace/1.0', 'podcast'],
  ['http://podcastindex.org/namespace/1.0', 'podcast'],
  ['http://www.georss.org/georss', 'georss'],
  ['http://www.opengis.net/gml', 'gml'],
  ['http://www.w3.org/2003/01/geo/wgs84_pos', 'geo'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/2000/svg', 'svg'],
  ['http://www.w3.org/1998/math/mathml', 'mathml'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
  ['http://backend.userland.com/creativecommonsrssmodule', 'creativecommons'],
  ['http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html', 'creativecommons'],
  ['http://web.resource.org/cc', 'cc'],
  ['http://creativecommons.org/ns', 'cc'],
  ['http://webns.net/mvcb', 'admin'],
  ['http://www.w3.org/2007/app', 'app'],
  ['http://prismstandard.org/namespaces/basic/2.0', 'prism'],
  ['http://prismstandard.org/namespaces/1.2/basic', 'prism'],
  ['http://www.google.com/schemas/play-podcasts/1.0', 'googleplay'],
  ['http://podlove.org/simple-chapters', 'psc'],
]

const SHORT_BY_URI = new Map(URIS)
/** What an undeclared prefix stands for: the names everybody uses. */
const WELL_KNOWN_PREFIXES = new Set([...SHORT_BY_URI.values(), 'rss', 'a', 'html', 'media'])
const PREFIX_ALIASES = new Map([
  ['rss', ''],
  ['a', 'atom'],
  ['html', 'xhtml'],
])

/** The short name of a namespace URI, or undefined for one we do not know. */
export function namespaceOf(uri: string): string | undefined {
  const lower = uri.trim().toLowerCase()
  const last = lower.charCodeAt(lower.length - 1)
  return SHORT_BY_URI.get(last === 0x2f || last === 0x23 ? lower.slice(0, -1) : lower)
}

/** What a prefix means where no declaration says so: its customary meaning, else the prefix itself. */
export function customaryNamespace(prefix: string): string {
  const lower = prefix.toLowerCase()
  return WELL_KNOWN_PREFIXES.has(lower) ? (PREFIX_ALIASES.get(lower) ?? lower) : `?${lower}`
}
