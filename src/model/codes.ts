/**
 * The stable codes that programs see, each with what it means and what a person can do. The tables in docs/ are printed from
 * these (`test/docs.test.ts`). A code that was published keeps its meaning.
 */
export interface Meaning {
  /** What it means, as a sentence without its full stop. */
  readonly means: string
  /** What to do; empty where there is nothing to do. */
  readonly advice: string
}

const WAIT = 'nothing to do: it is asked again, ever more slowly; if it lasts for days, tell the publisher'
const OPEN_IT = 'open the address in a browser, and put the one it ends at into feeds/'

const meaning = (means: string, advice = ''): Meaning => ({ means, advice })

/** Why a source could not be read, or was not visited. */
export const PROBLEMS = {
  // before any answer
  dns: meaning(
    'the name of the server was not found',
    'look at how the address is written; if many sources say so, look at this computer’s DNS',
  ),
  connect: meaning(
    'the server could not be reached, or refused the connection',
    'nothing to do: it is asked again, ever more slowly; if it lasts for days, look for its new address on the publisher’s site',
  ),
  tls: meaning(
    'no trustworthy TLS connection could be made',
    'open the address in a browser: if it warns there too, tell the publisher; if not, look at this computer’s clock and network',
  ),
  timeout: meaning('the server did not answer in time', WAIT),
  reset: meaning('the connection ended before the answer did', WAIT),
  offline: meaning('nothing at all could be fetched, so no source is blamed', 'look at this computer’s network'),
  aborted: meaning('wirefold was stopped during the visit'),
  // what the server answered
  'http-status': meaning(
    'the server answered with an error, which `status` names',
    'open the address in a browser; if it works there, write to the publisher',
  ),
  'bot-challenge': meaning(
    'the server answered with a test for browsers',
    'ask the publisher to let wirefold in, with WIREFOLD_CONTACT set, or look for another source',
  ),
  'bad-response': meaning('what the server sent is not HTTP', 'tell the publisher'),
  'bad-encoding': meaning('the compressed body could not be decoded', 'tell the publisher'),
  'unsupported-encoding': meaning('the body is compressed in a way that nobody asked for', 'tell the publisher'),
  'too-large': meaning('the body is larger than any feed', 'look for a feed with fewer items'),
  'bad-redirect': meaning('a redirect leads nowhere, or where it must not', OPEN_IT),
  'redirect-loop': meaning('the redirects lead in a circle', OPEN_IT),
  'too-many-redirects': meaning('more redirects follow one another than anybody needs', 'put the last address into feeds/'),
  // what is not asked at all
  'bad-url': meaning('the address is none', 'correct it'),
  'unsupported-scheme': meaning('only http and https are fetched', 'correct the address'),
  'forbidden-port': meaning('the port belongs to a service that is not the web', 'correct the address'),
  'private-address': meaning(
    'the address is a private one',
    'if it is yours, name its block in WIREFOLD_ALLOW_PRIVATE, and put the address itself into feeds/; if not, tell the publisher',
  ),
  'secret-missing': meaning(
    'a header of a private source takes its value from the environment, where it is not set',
    'set it, and start again',
  ),
  'local-file': meaning('the file is not there, lies outside of data/, or is read on Node only', 'put it below data/'),
  robots: meaning(
    'robots.txt does not let us read the page',
    'look for a feed of this site, which needs no permission, and put it into feeds/; or ask the publisher',
  ),
  // what the document is
  'not-a-feed': meaning(
    'it is neither a feed nor a page with articles',
    'open the address in a browser: if a page is there, look for its feed, and put that into feeds/',
  ),
  'cut-off': meaning('the document ends before its first item does', WAIT),
  malformed: meaning('it is JSON, but not well-formed', 'tell the publisher: no reader can read it'),
  'select-empty': meaning('the selectors find nothing on the page', 'correct `select`'),
  'page-wall': meaning('the page shows a wall (a login, a payment, a consent, a test for browsers) instead of its text', 'look for a feed'),
  'page-too-costly': meaning('reading the page takes more steps than any real page does', 'look for a feed'),
  'page-changed': meaning('the page shows something else all of a sudden', 'look at the page; what stays so for a day is believed'),
  empty: meaning(
    'the feed holds no items any more; what it held is kept',
    'nothing to do for a day; if it stays empty, look whether the publisher has another feed',
  ),
  bug: meaning('wirefold itself failed on the document', 'report it, with the hash that is named'),
  // why there was no visit
  held: meaning('its server asked to be left alone until later'),
  'not-due': meaning('it is not due yet', '`--force`, where it has to be'),
  leased: meaning('another refresh is visiting it'),
  'goes-on': meaning('a part of its new items is stored; the others follow within minutes'),
  'lease-lost': meaning('the visit took so long that another one took over'),
  unknown: meaning('no feed watches it', '`sources` lists what is watched'),
  // of the command line
  'no-such-file': meaning('`parse`: the file is not there'),
  'bad-manifest-line': meaning('`parse --manifest`: the line is no object with a `file`'),
  internal: meaning('`parse`: wirefold itself failed on the document', 'report it'),
  'bad-allow-private': meaning('WIREFOLD_ALLOW_PRIVATE holds what is no block of addresses', 'write it like 10.0.0.0/8'),
  // of editors
  alone: meaning('the item stands alone in its story already'),
  same: meaning('the two are one story already'),
  several: meaning('an address names several items', 'name one by its id'),
  changed: meaning('the story changed meanwhile', 'look again'),
  ruled: meaning('another editor decided on the story since', 'look at the act that is named, then decide again'),
  settled: meaning('it is so already'),
  undone: meaning('the act was taken back already'),
  'bad-act': meaning('a field of the act is missing, or cannot be meant', 'correct it'),
} as const satisfies Record<string, Meaning>

export type ProblemCode = keyof typeof PROBLEMS

/** Why the next visit to a source is when it is: the longest of all wishes wins. */
export const DUE = {
  every: meaning('its `every`, or an hour'),
  floor: meaning('nobody is asked more often than every fifteen minutes'),
  quiet: meaning('it is silent for long, or always has been'),
  'no-validators': meaning('it offers neither ETag nor Last-Modified, so each visit costs it the whole document', 'tell the publisher'),
  'max-age': meaning('its Cache-Control asks for it'),
  expires: meaning('its Expires asks for it'),
  ttl: meaning('its ttl asks for it'),
  sy: meaning('its sy:updatePeriod asks for it'),
  'retry-after': meaning('its Retry-After asks for it'),
  skip: meaning('its skipHours or skipDays exclude the time that would be next'),
  backoff: meaning('visits fail, so the pauses between them grow'),
  missing: meaning('it is not found (404): daily, and weekly after two weeks', 'look for its new address'),
  forbidden: meaning('we are not let in (401, 403, 451): daily to weekly', 'ask the publisher'),
  gone: meaning('it is gone for good (410): once in thirty days', 'take it out of feeds/'),
  'rate-limited': meaning('its server limits how often it is asked'),
  'moved-back': meaning('its new address fails, so the configured one is asked again'),
  offline: meaning('nothing could be fetched at all'),
} as const satisfies Record<string, Meaning>

export type DueCode = keyof typeof DUE

/** Why an item stands in its story. `says`: on pages, of a copy. `means`: what was found, in full. */
export const REASONS = {
  new: { says: 'it came first', means: 'nothing known is a copy of it: the first of its story' },
  'same-guid': { says: 'the source gave both the same identifier', means: 'the source gave both the same identifier' },
  'same-url': { says: 'both lead to the same page', means: 'both lead to one address' },
  'same-title': {
    says: 'the headline is the same',
    means: 'one is a headline alone, and the other has and quotes it; or the same telling headline within hours, one of them alone',
  },
  'same-text': { says: 'the text is the same', means: 'enough of the shorter text stands in the other, its lead included' },
  'same-lead': { says: 'the first paragraphs are the same', means: 'the first paragraphs are the same; no newer item has this reason' },
  'by-hand': { says: 'an editor put it here', means: 'an editor put it here' },
} as const satisfies Record<string, { readonly says: string; readonly means: string }>

export type Reason = keyof typeof REASONS

/** What speaks against a pair: they are not one story, or not one entry. */
export const DIFFERENCES = {
  'other-entry': 'their source shows them as two entries, under two headlines',
  'other-text': 'too little of the one stands in the other',
  'too-short': 'one of them says too little to be known by it',
  'other-numbers': 'they run alike, but say other numbers',
  'other-names': 'they run alike, but name others',
  'other-lead': 'they have much in common, but begin with other paragraphs: shared background',
  'other-title': 'they have much in common, under headlines that differ in what counts',
  'reused-guid': 'the source gave its identifier to another article',
} as const satisfies Record<string, string>

export type Difference = keyof typeof DIFFERENCES
