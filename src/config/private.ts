import { secretName } from '../address/secret.ts'
import type { FeedConfig, PrivateAccess, SourceConfig } from '../model/config.ts'
import type { FeedFile } from './schema.ts'
import { present } from '../present.ts'
import { spellingKey } from './spellings.ts'

type Written = Extract<FeedFile['sources'][number], { readonly url: string }>

/** Headers that are ours to write, or the connection's (RFC 9110, RFC 9112). */
const OURS =
  /^(?:host|cookie|user-agent|accept.*|if-.*|content-.*|connection|transfer-encoding|keep-alive|te|trailer|upgrade|expect|from|range|a-im|proxy-.*|sec-.*)$/
/** RFC 9110 5.1. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/

/** A source as it is watched: a private one under a name that gives nothing away. */
export function watchedSource({
  headers = {},
  private: isPrivate,
  ...written
}: Written): (Partial<SourceConfig> & { readonly url: string }) | { readonly why: string } {
  const plain = present<Partial<SourceConfig> & { readonly url: string }>(written)
  if (!isPrivate && Object.keys(headers).length === 0) return plain
  const why = headersProblem(headers) ?? nameProblem(written)
  if (why !== undefined) return { why }
  const variables = Object.fromEntries(Object.entries(headers).map(([header, variable]) => [header, variable.slice(1)]))
  return { ...plain, url: secretName(written.url), access: { address: written.url, headers: variables } }
}

function headersProblem(headers: Readonly<Record<string, string>>): string | undefined {
  for (const [header, variable] of Object.entries(headers)) {
    if (!TOKEN.test(header)) return `"${header.slice(0, 100)}" is no name of a header`
    if (OURS.test(header)) return `the header ${header} is written by wirefold itself: take it out`
    if (/^\$WIREFOLD_/i.test(variable))
      return `${variable} is a setting of wirefold, which no other server gets: use a variable of another name`
  }
  return undefined
}

function nameProblem({ url, name }: Written): string | undefined {
  if (!/^https?:/.test(url)) return 'only http:// and https:// addresses can be private'
  return name === undefined ? 'a private source needs a name: its own title may say where it comes from' : undefined
}

/** What is private in one feed is private in all of them, with one set of headers; else why not, in a sentence. */
export function privateEverywhere(
  feeds: readonly FeedConfig[],
): { readonly ok: true; readonly feeds: readonly FeedConfig[] } | { readonly ok: false; readonly why: string } {
  const byAddress = new Map<string, SourceConfig>()
  for (const source of feeds.flatMap(({ sources }) => sources)) {
    if (!source.access) continue
    const key = spellingKey(source.access.address)
    const other = byAddress.get(key) ?? source
    if (!sameHeaders(other.access!, source.access)) return { ok: false, why: otherHeaders(source, other) }
    byAddress.set(key, other)
  }
  const hidden = (source: SourceConfig): SourceConfig => {
    const other = byAddress.get(spellingKey(source.access?.address ?? source.url))
    return other ? { ...source, url: other.url, access: other.access!, name: source.name ?? other.name! } : source
  }
  return { ok: true, feeds: feeds.map((feed) => ({ ...feed, sources: feed.sources.map(hidden) })) }
}

const otherHeaders = ({ name }: SourceConfig, other: SourceConfig): string =>
  `the private source “${name}” has other headers where it is called “${other.name}”: an address is asked once, so write the same in both`

const sameHeaders = ({ headers: a }: PrivateAccess, { headers: b }: PrivateAccess): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([header, variable]) => b[header] === variable)
