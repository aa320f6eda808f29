import { isSecret } from '../address/secret.ts'
import { watched } from '../config/watched.ts'
import type { FetchRequest } from '../fetch/fetch.ts'
import type { Turns } from '../fetch/hosts.ts'
import type { FeedConfig, PrivateAccess } from '../model/config.ts'
import type { Fetched } from '../model/fetched.ts'
import type { Problem } from '../model/problem.ts'

type Fetch = (request: FetchRequest, turns?: Turns) => Promise<Fetched>

/**
 * The one place where a private source's name becomes its address again, and its headers get their values. What comes back bears the
 * name: no address of a redirect, no base for relative links, nothing that could be stored or shown.
 */
export function withPrivateSources(fetch: Fetch, feeds: readonly FeedConfig[], variable: (name: string) => string | undefined): Fetch {
  const access = new Map(watched(feeds).flatMap(({ url, access }) => (access ? [[url, access] as const] : [])))
  return async (request, turns) => {
    if (!isSecret(request.url)) return fetch(request, turns)
    const own = access.get(request.url)
    if (!own) return failed({ code: 'bad-url', message: 'There is nothing at this place of a private source.' })
    const headers = valuesOf(own, variable)
    if (!headers.ok) return failed(headers.problem)
    // its validators were sent by this address: after a redirect there are none
    const { validatorsUrl: _, ...asked } = request
    return disguised(await fetch({ ...asked, url: own.address, headers: headers.values }, turns), request.url, own)
  }
}

const failed = (problem: Problem): Fetched => ({ kind: 'failed', problem, redirects: [] })

type Values = { readonly ok: true; readonly values: Readonly<Record<string, string>> } | { readonly ok: false; readonly problem: Problem }

/** RFC 9110 5.5: what a field value may hold. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

function valuesOf({ headers }: PrivateAccess, variable: (name: string) => string | undefined): Values {
  const values: Record<string, string> = {}
  for (const [header, name] of Object.entries(headers)) {
    const value = variable(name)
    if (!value)
      return { ok: false, problem: { code: 'secret-missing', message: `The variable ${name}, whose value its server wants, is not set.` } }
    if (!FIELD_VALUE.test(value))
      return { ok: false, problem: { code: 'secret-missing', message: `The variable ${name} holds what no HTTP header may hold.` } }
    values[header] = value.trim()
  }
  return { ok: true, values }
}

function disguised(fetched: Fetched, name: string, { address }: PrivateAccess): Fetched {
  if (fetched.kind === 'failed') return { ...fetched, problem: withoutAddress(fetched.problem, address), redirects: [] }
  const { etag: _, 'last-modified': __, ...headers } = fetched.headers
  const isOwn = fetched.redirects.length === 0
  return { ...fetched, url: name, redirects: [], headers: isOwn ? fetched.headers : headers }
}

/** A sentence may name what was asked; of a private source it says "its address" and "its server". */
function withoutAddress({ code, message }: Problem, address: string): Problem {
  const { host, hostname, pathname, search } = new URL(address)
  const parts = [address, `${pathname}${search}`, search, host, hostname].filter((part) => part.length > 1)
  return { code, message: parts.reduce((text, part) => text.replaceAll(part, 'its address'), message) }
}
