import type { FetchRequest } from '../fetch/fetch.ts'
import { startErrand, type Asking, type Errand } from './permission.ts'
import { unwithheld, withFullText, type Stored } from './full-text.ts'
import { lateTexts } from './late.ts'
import { digest } from '../hash.ts'
import { DAY, type Duration } from '../model/time.ts'
import { READER } from '../model/reader.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Parsed, RawFeed } from '../model/raw.ts'
import type { Problem } from '../model/problem.ts'
import type { SourceConfig } from '../model/config.ts'
import { publicAddress } from '../address/public.ts'
import { identify } from '../normalize/identity.ts'
import { offerOf } from './offer.ts'
import type { Reading } from './outcome.ts'
import { buildOf, seeBuild, type PageState } from './build.ts'
import type { PageOptions } from '../page/page.ts'
import { parse } from '../parse/parse.ts'
import { withheldNotes } from './withhold.ts'
import type { SourceRecord } from '../store/store.ts'

/** What one visit to a source found, all its requests together, and what the source remembers of it. */
export interface Look {
  readonly source: SourceRecord
  readonly fetched: Fetched
  readonly reading: Reading
  /** One sentence for who watches the refresh: the feed that was found. */
  readonly note?: string
}

/** A page that names no feed is searched for one at customary paths so often. */
const GUESS_AGAIN: Duration = 30 * DAY

/** Visits a source: one conditional GET; for a page robots.txt before it, the feed that it offers, and articles for full text. */
export async function visitSource(
  asking: Asking & { readonly stored: Stored },
  source: SourceRecord,
  config: SourceConfig,
  subscribers: number,
): Promise<Look> {
  const errand = startErrand(asking, source.state.page?.robots)
  const isPage = insists(config) || (config.type !== 'feed' && source.format === 'page' && source.state.page?.offer === undefined)
  const address = source.state.fetchUrl ?? source.url
  const look =
    isPage && !(await errand.allows(address))
      ? forbidden(source, address)
      : await readAnswer(source, config, errand, await errand.ask(requestFor(source, subscribers, isPage)), asking)
  const full = await fullTexts(look, config, errand, asking.stored)
  return remember(full, errand)
}

/** What the curator says that is a page. Selectors are for a page, whatever else is said; those of an article may be for full text. */
const insists = ({ type, select, fullText }: SourceConfig): boolean =>
  (type !== undefined && type !== 'feed') || select?.item !== undefined || (select !== undefined && !fullText)

/** How a source is read where it is a page. */
function pageOptions(config: SourceConfig): PageOptions {
  if (!insists(config)) return {}
  const { type, select } = config
  return { insist: true, ...(type === 'article' || type === 'list' ? { as: type } : {}), ...(select ? { select } : {}) }
}

function requestFor(source: SourceRecord, subscribers: number, page: boolean): FetchRequest {
  const { fetchUrl, validatorsUrl } = source.state
  return {
    url: fetchUrl ?? source.url,
    // a better reader wants the same bytes once more
    validators: isReadBy(source) ? source.validators : {},
    ...(validatorsUrl === undefined ? {} : { validatorsUrl }),
    ...(page ? { page } : {}),
    subscribers,
  }
}

const failedLook = (source: SourceRecord, fetched: Fetched, problem: Problem): Look => ({
  source,
  fetched,
  reading: { kind: 'failed', problem, ...(fetched.kind === 'unchanged' || fetched.status === undefined ? {} : { status: fetched.status }) },
})

function forbidden(source: SourceRecord, url: string): Look {
  const message = `robots.txt of ${new URL(url).host} does not let wirefold read this page.`
  const problem: Problem = { code: 'robots', message }
  return failedLook(source, { kind: 'failed', problem, redirects: [] }, problem)
}

async function readAnswer(
  source: SourceRecord,
  config: SourceConfig,
  errand: Errand,
  fetched: Fetched,
  asking: Asking & { readonly stored: Stored },
): Promise<Look> {
  if (fetched.kind === 'failed') return failedLook(source, fetched, fetched.problem)
  const hash = fetched.kind === 'fresh' ? hashOf(fetched, config) : ''
  if (fetched.kind === 'unchanged' || hash === source.bodyHash) return { source, fetched, reading: { kind: 'unchanged' } }
  const feedsOnly = isFeedOnly(source, config)
  const parsed = asPublished(parse(fetched, { ...pageOptions(config), feedsOnly }), config)
  const isHtml = !parsed.ok ? PAGE_PROBLEMS.has(parsed.problem.code) : parsed.feed.format === 'page'
  if (parsed.ok && !isHtml) return readFeed(source, fetched, parsed.feed, hash)
  if (feedsOnly) return failedLook(source, fetched, notAFeed(parsed))
  return readPage(source, config, errand, fetched, parsed, hash, asking)
}

/** What is said of an answer that is a page, or may be one. */
const PAGE_PROBLEMS = new Set(['not-a-feed', 'select-empty', 'page-too-costly', 'page-wall'])

const isReadBy = ({ bodyHash }: SourceRecord): boolean => bodyHash === undefined || bodyHash.startsWith(`${READER} `)

/** What a curator's selectors find depends on them too. */
function hashOf({ bytes }: { readonly bytes: Uint8Array }, { type, select, fullText, noarchive }: SourceConfig): string {
  const asked = [select, fullText, type === 'article' || type === 'list' ? type : undefined, noarchive]
  return `${READER} ${digest(bytes)}${asked.some((one) => one !== undefined) ? ` ${JSON.stringify(asked)}` : ''}`
}

/** Says that the text of a page is withheld, unless the curator answers for it. */
function asPublished(parsed: Parsed, { noarchive }: SourceConfig): Parsed {
  if (!parsed.ok || parsed.feed.format !== 'page') return parsed
  const { feed } = parsed
  const items = noarchive === 'ignore' ? feed.items.map(unwithheld) : feed.items
  return { ...parsed, feed: { ...feed, items, notes: [...feed.notes, ...withheldNotes(items)] } }
}

/** A source that is, or was, a feed does not become a page when its server answers with one: that is an error page. */
const isFeedOnly = (source: SourceRecord, config: SourceConfig): boolean =>
  !insists(config) &&
  (config.type === 'feed' || (source.lastSuccess !== undefined && source.format !== 'page' && source.state.page?.offer === undefined))

function notAFeed(parsed: Parsed): Problem {
  if (parsed.ok) return { code: 'not-a-feed', message: 'This is an HTML page, not a feed.' }
  const [offer] = parsed.alternates
  if (parsed.problem.code !== 'not-a-feed' || !offer) return parsed.problem
  return { code: 'not-a-feed', message: `This is an HTML page, not a feed; it offers ${publicAddress(offer.href)}.` }
}

function readFeed(source: SourceRecord, fetched: Extract<Fetched, { kind: 'fresh' }>, feed: RawFeed, bodyHash: string): Look {
  const entries = identify(feed)
  // a feed that had items does not lose all of them at once: its publisher's database was down; one that is always empty may be
  if (entries.length === 0 && (source.state.monitor?.items ?? 0) > 0)
    return failedLook(source, fetched, { code: 'empty', message: 'The document holds no items any more; what it held before is kept.' })
  const offer = source.state.page?.offer
  const noted = offer === undefined || source.state.fetchUrl !== offer ? feed : { ...feed, notes: [...feed.notes, offered(offer)] }
  return { source, fetched, reading: { kind: 'read', feed: noted, entries, bodyHash } }
}

/** Fewer links have an error page, a login, a domain for sale: there is no site around it whose feed could be guessed. */
const LEAST_LINKS = 8

function isSite(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes)
  let links = 0
  for (let at = text.search(/<a\s/i); at >= 0 && links < LEAST_LINKS; at = text.indexOf('<a ', at + 1)) links++
  return links >= LEAST_LINKS
}

const offered = (url: string): string => `the page offers the feed ${publicAddress(url)}, which is watched in its place`

async function readPage(
  source: SourceRecord,
  config: SourceConfig,
  errand: Errand,
  fetched: Extract<Fetched, { kind: 'fresh' }>,
  parsed: Parsed,
  bodyHash: string,
  { now, stored }: Asking & { readonly stored: Stored },
): Promise<Look> {
  if (!(await errand.allows(fetched.url))) return forbidden(source, fetched.url)
  const { page = {} } = source.state
  const alternates = parsed.ok ? parsed.feed.links : parsed.alternates
  const wasPage = source.format === 'page' && page.offer === undefined
  if (!insists(config) && !wasPage) {
    const mayGuess = isSite(fetched.bytes) && now() - (page.guessed ?? Number.NEGATIVE_INFINITY) >= GUESS_AGAIN
    const offer = await offerOf({ url: fetched.url, alternates }, errand, {}, mayGuess)
    if (offer) {
      const state = { ...source.state, fetchUrl: offer.url, page: { ...page, offer: offer.url } }
      const look = readFeed({ ...source, validators: {}, state }, offer.fetched, offer.feed, hashOf(offer.fetched, config))
      return {
        ...look,
        note: `The page offers the feed ${offer.url}${offer.isNamed ? '' : ' (found at a customary path)'}; it is watched from now on.`,
      }
    }
    if (mayGuess && alternates.length === 0)
      return settlePage(
        { ...source, state: { ...source.state, page: { ...page, guessed: now() } } },
        fetched,
        parsed,
        bodyHash,
        now(),
        stored,
      )
  }
  return settlePage(source, fetched, parsed, bodyHash, now(), stored)
}

async function settlePage(
  source: SourceRecord,
  fetched: Extract<Fetched, { kind: 'fresh' }>,
  parsed: Parsed,
  bodyHash: string,
  now: number,
  stored: Stored,
): Promise<Look> {
  const wasRead = source.lastSuccess !== undefined
  if (!parsed.ok) return failedLook(source, fetched, wasRead ? lost(parsed.problem) : parsed.problem)
  const entries = identify(parsed.feed)
  const { page = {} } = source.state
  const isKnown = !page.build || (await anyStored(entries, stored))
  const { state, isOther } = seeBuild(page, buildOf(parsed.feed), isKnown, now)
  const seen = { ...source, state: { ...source.state, page: state } }
  if (isOther)
    return failedLook(seen, fetched, {
      code: 'page-changed',
      message:
        'The page shows something else all of a sudden, and nothing of what it showed before. What it held is kept; if it stays so for a day, it is believed.',
    })
  return { source: seen, fetched, reading: { kind: 'read', feed: parsed.feed, entries, bodyHash } }
}

const lost = ({ message }: Problem): Problem => ({
  code: 'page-changed',
  message: `No article was found in the page any more: its build may have changed. What it held before is kept. ${message}`,
})

async function anyStored(entries: readonly { key: string; hash: string }[], stored: Stored): Promise<boolean> {
  const { unchanged, changed } = await stored.background(entries)
  return unchanged.size + changed.length > 0
}

async function fullTexts(look: Look, { fullText, noarchive, select }: SourceConfig, errand: Errand, stored: Stored): Promise<Look> {
  const { reading, source, fetched } = look
  if (!fullText || reading.kind === 'failed') return look
  const options = { isKept: noarchive === 'ignore', ...(select && select.item === undefined ? { select } : {}) }
  const before = source.state.page ?? {}
  const withState = (page: PageState): SourceRecord => ({ ...source, state: { ...source.state, page } })
  if (reading.kind === 'unchanged') {
    const { late, state } = await lateTexts(source.url, errand, stored, before, options)
    return state === before ? look : { ...look, source: withState(state), reading: late ? { ...reading, late } : reading }
  }
  if (fetched.kind !== 'fresh') return look
  const { feed } = reading
  const { entries, state } = await withFullText(reading.entries, feed.base ?? fetched.url, errand, stored, before, options)
  const notes = [...feed.notes, ...withheldNotes(entries.map(({ raw }) => raw))]
  return { ...look, source: withState(state), reading: { ...reading, entries, feed: { ...feed, notes } } }
}

/** Where nothing is to be remembered, nothing is written: most sources are feeds. */
function remember(look: Look, errand: Errand): Look {
  const { page = {}, ...state } = look.source.state
  const robots = errand.robots()
  const kept: PageState = robots.length > 0 ? { ...page, robots } : page
  return Object.keys(kept).length === 0 ? look : { ...look, source: { ...look.source, state: { ...state, page: kept } } }
}
