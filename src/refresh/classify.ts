import { publicAddress } from '../address/public.ts'
import { digest } from '../hash.ts'
import type { SourceConfig } from '../model/config.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Entry } from '../model/item.ts'
import type { Problem } from '../model/problem.ts'
import type { Parsed, RawFeed } from '../model/raw.ts'
import { READER } from '../model/reader.ts'
import type { SourceRecord } from '../model/source.ts'
import { identify } from '../normalize/identity.ts'
import type { DocumentReader } from '../page/document.ts'
import type { PageOptions } from '../page/page.ts'
import { unwithheld } from './full-text.ts'
import { withheldNotes } from './withhold.ts'

/** What an answer is, before anything else is asked. */
export type Verdict =
  | { readonly kind: 'failed'; readonly problem: Problem; readonly status?: number }
  /** A 304, or the bytes of the last visit again. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'feed'; readonly feed: RawFeed; readonly entries: readonly Entry[]; readonly bodyHash: string }
  /** No feed: it may be a page that offers one, or that is read itself, if robots.txt lets us. */
  | { readonly kind: 'page'; readonly parsed: Parsed; readonly bodyHash: string }

/** Decides what the answer to a source's own request is. */
export async function classify(source: SourceRecord, config: SourceConfig, fetched: Fetched, read: DocumentReader): Promise<Verdict> {
  if (fetched.kind === 'failed') return failed(fetched, fetched.problem)
  if (fetched.kind === 'unchanged') return { kind: 'unchanged' }
  const bodyHash = bodyHashOf(fetched, config)
  if (bodyHash === source.bodyHash) return { kind: 'unchanged' }
  const feedsOnly = isFeedOnly(source, config)
  const parsed = asPublished(await read(fetched, { ...pageOptions(config), feedsOnly }), config)
  if (parsed.ok && parsed.feed.format !== 'page') return asFeed(source, fetched, parsed.feed, bodyHash)
  if (feedsOnly) return failed(fetched, notAFeed(parsed))
  return { kind: 'page', parsed, bodyHash }
}

/** What a feed's document is worth to this source. */
export function asFeed(
  source: SourceRecord,
  fetched: Fetched,
  feed: RawFeed,
  bodyHash: string,
): Exclude<Verdict, { kind: 'unchanged' | 'page' }> {
  const entries = identify(feed)
  if (entries.length === 0 && (feed.truncated || (fetched.kind === 'fresh' && fetched.truncated))) return failed(fetched, CUT_OFF)
  // a feed that had items does not lose all of them at once: its publisher's database was down; one that is always empty may be
  if (entries.length === 0 && (source.state.monitor?.items ?? 0) > 0) return failed(fetched, EMPTY)
  return { kind: 'feed', feed, entries, bodyHash }
}

const CUT_OFF: Problem = {
  code: 'cut-off',
  message: 'The document ends before its first item does, so nothing of it can be read.',
}
const EMPTY: Problem = { code: 'empty', message: 'The document holds no items any more; what it held before is kept.' }

export const failed = (fetched: Fetched, problem: Problem): Extract<Verdict, { kind: 'failed' }> => ({
  kind: 'failed',
  problem,
  ...(fetched.kind === 'unchanged' || fetched.status === undefined ? {} : { status: fetched.status }),
})

/** What the curator says that is a page. Selectors are for a page, whatever else is said; those of an article may be for full text. */
export const insists = ({ type, select, fullText }: SourceConfig): boolean =>
  (type !== undefined && type !== 'feed') || select?.item !== undefined || (select !== undefined && !fullText)

/** How a source is read where it is a page. */
function pageOptions(config: SourceConfig): PageOptions {
  if (!insists(config)) return {}
  const { type, select } = config
  return { insist: true, ...(type === 'article' || type === 'list' ? { as: type } : {}), ...(select ? { select } : {}) }
}

/** Whether today's reader read what it showed last; a better one wants the same bytes once more. */
export const isReadBy = ({ bodyHash }: SourceRecord): boolean => bodyHash === undefined || bodyHash.startsWith(`${READER} `)

/** What a curator's selectors find depends on them too. */
export function bodyHashOf({ bytes }: { readonly bytes: Uint8Array }, { type, select, fullText, noarchive }: SourceConfig): string {
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
  return { code: 'not-a-feed', message: `This is an HTML page, not a feed; it offers the feed ${publicAddress(offer.href)}.` }
}
