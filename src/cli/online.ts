import { setTimeout as sleep } from 'node:timers/promises'
import { publicAddress } from '../address/public.ts'
import { watched } from '../config/watched.ts'
import { fetchSource } from '../fetch/fetch.ts'
import { hostOf, openGate, runByHost, type Turns } from '../fetch/hosts.ts'
import { nodeFetch } from '../node/sockets.ts'
import { withPrivateSources } from '../newswire/private.ts'
import type { SourceConfig } from '../model/config.ts'
import { settings } from '../config/settings.ts'
import { visitSource, type Look } from '../refresh/look.ts'
import type { Loaded } from '../node/load.ts'
import { readLocal } from '../node/files.ts'

/** What a source turned out to be. */
export interface Finding {
  readonly url: string
  /** What is watched: the source itself, or the feed that its page offers. */
  readonly takes?: string
  readonly format?: string
  readonly items?: number
  readonly error?: { readonly code: string; readonly message: string }
  readonly sentence: string
}

/** Visits every source once, as a refresh would, and stores nothing. */
export async function findOut({ feeds, root }: Loaded): Promise<ReadonlyMap<string, Finding>> {
  const { allowPrivate, identity } = settings(process.env)
  const exchange = nodeFetch(allowPrivate)
  const asking = (turns: Turns) => ({
    fetch: withPrivateSources(
      (request) =>
        request.url.startsWith('file:')
          ? readLocal(request.url, root)
          : fetchSource(request, { fetch: exchange, allowPrivate, identity }, turns),
      feeds,
      (name) => process.env[name],
    ),
    now: Date.now,
    // nothing is known, and nothing is asked for: articles are left alone
    stored: { background: async () => ({ unchanged: new Set<string>(), changed: [] }), items: async () => [] },
  })
  const findings = new Map<string, Finding>()
  const gate = openGate({ sleep: (duration) => sleep(duration) })
  await runByHost(
    watched(feeds),
    ({ url }) => hostOf(url),
    (source) =>
      gate.visit(async (turns) => {
        const look = await visitSource(asking(turns), unknown(source), { ...source, fullText: false }, 1)
        findings.set(source.url, findingOf(source, look))
      }),
  )
  return findings
}

const unknown = ({ url }: SourceConfig) => ({ url, host: hostOf(url), validators: {}, dueAt: 0, blockedUntil: 0, failures: 0, state: {} })

function findingOf({ url: watched, access }: SourceConfig, { source, reading, note }: Look): Finding {
  const url = access ? publicAddress(watched) : watched
  if (reading.kind === 'failed') return { url, error: reading.problem, sentence: reading.problem.message }
  if (reading.kind === 'unchanged') return { url, sentence: '' }
  const { feed, entries } = reading
  const takes = source.state.fetchUrl ?? url
  const what =
    feed.format === 'page'
      ? `a page with ${count(entries.length)}${taken(feed.notes)}`
      : `${feed.format.toUpperCase()} with ${entries.length} items`
  return { url, takes, format: feed.format, items: entries.length, sentence: note === undefined ? what : `${note} ${what}` }
}

/** What the page was taken for, and by what. */
const taken = (notes: readonly string[]): string =>
  notes
    .filter((note) => note.startsWith('read as '))
    .map((note) => `; ${note}`)
    .join('')

const count = (articles: number): string => (articles === 1 ? 'one article' : `${articles} articles`)
