import { lookup } from 'node:dns'
import { watched } from '../config/watched.ts'
import { guardUrl } from '../fetch/guard.ts'
import type { AllowList } from '../address/private.ts'
import { guardedLookup } from '../node/sockets.ts'
import { openPlaces } from '../fetch/places.ts'
import type { FeedConfig } from '../model/config.ts'
import { shownAddress } from '../address/shown.ts'
import type { Check } from './checkup.ts'

/** A resolver that takes longer is ill itself. */
const PATIENCE_MS = 5000
/** Names asked for at once: the resolvers of home routers drop more. */
const AT_ONCE = 8

/**
 * Whether each source could be visited: its address passes the guard and its name resolves to what may be dialled. Asks DNS, once
 * a name, and no server: when a source may be visited is the schedule's to say.
 */
export async function reachChecks(feeds: readonly FeedConfig[], allow: AllowList): Promise<readonly Check[]> {
  const urls = watched(feeds)
    .map(({ url, access }) => ({ shown: shownAddress(url), asked: access?.address ?? url }))
    .filter(({ asked }) => !asked.startsWith('file:'))
  if (urls.length === 0) return []
  const names = new Map<string, Promise<string | undefined>>()
  const places = openPlaces(AT_ONCE)
  const problems = await Promise.all(
    urls.map(async ({ shown: text, asked }) => {
      const url = new URL(asked)
      const refusal = guardUrl(url, allow)
      if (refusal) return { text, problem: refusal.message, refused: true }
      const known = names.get(url.hostname) ?? resolve(url.hostname, allow, places)
      names.set(url.hostname, known)
      return { text, problem: await known }
    }),
  )
  const ill = problems.filter(({ problem }) => problem !== undefined)
  if (ill.length === 0) return [{ name: 'addresses', state: 'well', says: `all ${urls.length} sources can be resolved and may be visited` }]
  const all = urls.length > 1 && ill.length === urls.length && ill.every(({ refused }) => refused === undefined)
  const says = all
    ? 'no source can be resolved: this computer is offline, or its DNS is ill'
    : `${ill.length} of ${urls.length} sources cannot be visited`
  return [{ name: 'addresses', state: 'ill', says, more: ill.map(({ text, problem }) => `${text}: ${problem}`) }]
}

async function resolve(hostname: string, allow: AllowList, places: ReturnType<typeof openPlaces>): Promise<string | undefined> {
  if (hostname.startsWith('[')) return undefined
  await places.take()
  let timer: NodeJS.Timeout | undefined
  try {
    const answer = new Promise<string | undefined>((done) =>
      guardedLookup(allow, lookup)(hostname, { all: true }, (error) => done(error ? sentence(error) : undefined)),
    )
    const late = new Promise<string>((done) => {
      timer = setTimeout(done, PATIENCE_MS, 'DNS did not answer.')
    })
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
    places.give()
  }
}

const sentence = (error: NodeJS.ErrnoException): string =>
  error.code === 'ENOTFOUND' || error.code === 'ENODATA'
    ? 'DNS knows no such name.'
    : error.code === 'EAI_AGAIN'
      ? 'DNS cannot be reached.'
      : error.message
