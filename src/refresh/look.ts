import { publicAddress } from '../address/public.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import type { SourceConfig } from '../model/config.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Entry } from '../model/item.ts'
import type { PageState } from '../model/page-state.ts'
import { HELD, type Problem } from '../model/problem.ts'
import type { Parsed } from '../model/raw.ts'
import type { SourceRecord } from '../model/source.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'
import { identify } from '../normalize/identity.ts'
import { buildOf, seeBuild } from './build.ts'
import { asFeed, bodyHashOf, classify, failed, insists, isReadBy, type Verdict } from './classify.ts'
import { withFullText, type Stored } from './full-text.ts'
import { lateTexts } from './late.ts'
import { offerOf } from './offer.ts'
import type { Reading } from './outcome.ts'
import { release, startErrand, type Asking, type Errand, type Refusal } from './permission.ts'
import { withheldNotes } from './withhold.ts'

/** What one visit to a source found, all its requests together, and what the source remembers of it. */
export interface Look {
  readonly source: SourceRecord
  readonly fetched: Fetched
  readonly reading: Reading
  /** One sentence for who watches the refresh: the feed that was found. */
  readonly note?: string
}

type Fresh = Extract<Fetched, { kind: 'fresh' }>
type PageVerdict = Extract<Verdict, { kind: 'page' }>
/** `isGuessable`: there is a site around it, whose feed may stand at a customary path. */
type FoundPage = PageVerdict & { readonly isGuessable: boolean }

/** A page that names no feed is searched for one at customary paths so often. */
const GUESS_AGAIN: Duration = 30 * DAY

/** What a visit asks with, and what it may ask of the store. */
export type Visiting = Asking & { readonly stored: Stored }

/** Visits a source: one conditional GET; for a page robots.txt before it, the feed that it offers, and articles for full text. */
export async function visitSource(visiting: Visiting, source: SourceRecord, config: SourceConfig, subscribers: number): Promise<Look> {
  const errand = startErrand(visiting, source.state.page?.robots)
  const look = await askForSource(visiting, errand, source, config, subscribers)
  return remember(await fullTexts(look, config, errand, visiting.stored), errand)
}

/** At most three kinds of request: robots.txt of a page, the source itself, and the feeds that a page offers. */
async function askForSource(
  visiting: Visiting,
  errand: Errand,
  source: SourceRecord,
  config: SourceConfig,
  subscribers: number,
): Promise<Look> {
  const request = requestFor(source, config, subscribers, visiting.now())
  const refusal = request.page ? await errand.refusal(request.url) : undefined
  if (refusal) return refused(source, refusal)
  const fetched = await errand.ask(request)
  const isGuessable = fetched.kind === 'fresh' && isSite(fetched.bytes)
  const verdict = await classify(source, config, fetched, errand.read)
  release(fetched)
  if (verdict.kind !== 'page') return lookOf(source, fetched, verdict)
  // only an answer with a body is taken for a page
  const page = fetched as Fresh
  const closed = await errand.refusal(page.url)
  if (closed) return refused(source, closed)
  return (
    (await takeOffer(visiting, errand, source, config, page, { ...verdict, isGuessable })) ??
    lookAtPage(visiting, source, config, page, { ...verdict, isGuessable })
  )
}

/** Some servers answer 304 to whatever validator they are sent: after so long of it the document is asked for. */
const BELIEVED: Duration = 7 * DAY

/** A better reader wants the same bytes once more, and so does who was told of nothing new for long; a date ahead was a wrong clock's. */
const isConditional = (source: SourceRecord, now: Instant): boolean => {
  const { documentAt = now } = source.state
  return isReadBy(source) && documentAt <= now && now - documentAt < BELIEVED
}

function requestFor(source: SourceRecord, config: SourceConfig, subscribers: number, now: Instant): FetchRequest {
  const { fetchUrl, validatorsUrl } = source.state
  const page = insists(config) || (config.type !== 'feed' && (wasPage(source) || isLikelyPage(source)))
  return {
    url: fetchUrl ?? source.url,
    validators: isConditional(source, now) ? source.validators : {},
    ...(validatorsUrl === undefined ? {} : { validatorsUrl }),
    ...(page ? { page } : {}),
    subscribers,
  }
}

const wasPage = ({ format, state }: SourceRecord): boolean => format === 'page' && state.page?.offer === undefined

/** Its robots.txt was to be asked for, and its turn did not come: it comes first now. */
const isLikelyPage = ({ problem, format }: SourceRecord): boolean => format === undefined && problem?.code === HELD

function lookOf(source: SourceRecord, fetched: Fetched, verdict: Exclude<Verdict, PageVerdict>): Look {
  if (verdict.kind !== 'feed') return { source, fetched, reading: verdict }
  const { feed, entries, bodyHash } = verdict
  const { fetchUrl, page: { offer } = {} } = source.state
  const isOffered = offer !== undefined && fetchUrl === offer
  const noted = isOffered ? { ...feed, notes: [...feed.notes, offerNote(offer)] } : feed
  return { source, fetched, reading: { kind: 'read', feed: noted, entries, bodyHash } }
}

const offerNote = (url: string): string =>
  `This is a page; the feed that it offers, ${publicAddress(url)}, is read in its place: put that address into feeds/`

const refused = (source: SourceRecord, refusal: Refusal): Look => ({ source, fetched: refusal, reading: failed(refusal, refusal.problem) })

/** Fewer links have an error page, a login, a domain for sale: there is no site around it whose feed could be guessed. */
const LEAST_LINKS = 8
/** Where they are looked for: a site names its sections at the top. */
const SITE_BYTES = 256 * 1024

const LESS = 0x3c
const A = 0x61
const BLANK = 0x20

/** A feed is looked at too, before it is known to be one, so it is not decoded for this. */
function isSite(bytes: Uint8Array): boolean {
  const most = Math.min(bytes.length, SITE_BYTES)
  let links = 0
  for (let at = bytes.indexOf(LESS); at >= 0 && at < most && links < LEAST_LINKS; at = bytes.indexOf(LESS, at + 1))
    // in either case, and before any white space
    if ((bytes[at + 1]! | 0x20) === A && bytes[at + 2]! <= BLANK) links++
  return links >= LEAST_LINKS
}

/** Whether customary paths may be tried: they cost a site requests for what nobody promised. */
const mayGuess = ({ guessed = Number.NEGATIVE_INFINITY }: PageState, { isGuessable }: FoundPage, now: Instant): boolean =>
  isGuessable && now - guessed >= GUESS_AGAIN

const alternatesOf = (parsed: Parsed) => (parsed.ok ? parsed.feed.links : parsed.alternates)

/** The feed that a page offers, read in its place from now on; a source that is watched as a page stays one. */
async function takeOffer(
  { now }: Visiting,
  errand: Errand,
  source: SourceRecord,
  config: SourceConfig,
  page: Fresh,
  found: FoundPage,
): Promise<Look | undefined> {
  if (insists(config) || wasPage(source)) return undefined
  const known = source.state.page ?? {}
  const alternates = alternatesOf(found.parsed)
  const hashOf = (fetched: Fresh) => bodyHashOf(fetched, config)
  const offer = await offerOf({ url: page.url, alternates }, errand, {}, mayGuess(known, found, now()), hashOf)
  if (!offer) return undefined
  const state = { ...source.state, fetchUrl: offer.url, page: { ...known, offer: offer.url } }
  const settled = { ...source, validators: {}, state }
  const verdict = asFeed(settled, offer.fetched, offer.feed, offer.bodyHash)
  const how = offer.isNamed ? '' : ' (found at a customary path)'
  return {
    ...lookOf(settled, offer.fetched, verdict),
    note: `The page offers the feed ${publicAddress(offer.url)}${how}; it is watched from now on.`,
  }
}

/** A page that offers no feed, read as the articles that it holds. */
async function lookAtPage(
  { now, stored }: Visiting,
  source: SourceRecord,
  config: SourceConfig,
  fetched: Fresh,
  found: FoundPage,
): Promise<Look> {
  const { parsed, bodyHash } = found
  const known = source.state.page ?? {}
  const wasGuessed = !insists(config) && !wasPage(source) && alternatesOf(parsed).length === 0 && mayGuess(known, found, now())
  const page = wasGuessed ? { ...known, guessed: now() } : known
  const tried = wasGuessed ? withPage(source, page) : source
  if (!parsed.ok) {
    const problem = source.lastSuccess === undefined ? parsed.problem : lost(parsed.problem)
    return { source: tried, fetched, reading: failed(fetched, problem) }
  }
  const entries = identify(parsed.feed)
  const isKnown = !page.build || (await anyStored(entries, stored))
  const { state, isOther } = seeBuild(page, buildOf(parsed.feed), isKnown, now())
  const reading: Reading = isOther ? failed(fetched, OTHER_BUILD) : { kind: 'read', feed: parsed.feed, entries, bodyHash }
  return { source: withPage(source, state), fetched, reading }
}

const withPage = (source: SourceRecord, page: PageState): SourceRecord => ({ ...source, state: { ...source.state, page } })

const OTHER_BUILD: Problem = {
  code: 'page-changed',
  message:
    'The page shows something else all of a sudden, and nothing of what it showed before. What it held is kept; if it stays so for a day, it is believed.',
}

const lost = ({ message }: Problem): Problem => ({
  code: 'page-changed',
  message: `No article was found in the page any more: its build may have changed. What it held before is kept. ${message}`,
})

async function anyStored(entries: readonly Entry[], stored: Stored): Promise<boolean> {
  const { unchanged, changed } = await stored.background(entries)
  return unchanged.size + changed.length > 0
}

async function fullTexts(look: Look, { fullText, noarchive, select }: SourceConfig, errand: Errand, stored: Stored): Promise<Look> {
  const { reading, source, fetched } = look
  if (!fullText || reading.kind === 'failed') return look
  const options = { isKept: noarchive === 'ignore', ...(select && select.item === undefined ? { select } : {}) }
  const before = source.state.page ?? {}
  if (reading.kind === 'unchanged') {
    const { late, state } = await lateTexts(source.url, errand, stored, before, options)
    return state === before ? look : { ...look, source: withPage(source, state), reading: late ? { ...reading, late } : reading }
  }
  if (fetched.kind !== 'fresh') return look
  const { feed } = reading
  const { entries, state, notes: ofTexts } = await withFullText(reading.entries, feed.base ?? fetched.url, errand, stored, before, options)
  const notes = [...feed.notes, ...withheldNotes(entries.map(({ raw }) => raw)), ...ofTexts]
  return { ...look, source: withPage(source, state), reading: { ...reading, entries, feed: { ...feed, notes } } }
}

/** Where nothing is to be remembered, nothing is written: most sources are feeds. */
function remember(look: Look, errand: Errand): Look {
  const { page = {}, ...state } = look.source.state
  const robots = errand.robots()
  const kept: PageState = robots.length > 0 ? { ...page, robots } : page
  return Object.keys(kept).length === 0 ? look : { ...look, source: { ...look.source, state: { ...state, page: kept } } }
}
