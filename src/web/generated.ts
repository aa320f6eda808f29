import type { Context } from 'hono'
import type { Instant } from '../model/time.ts'
import { gzip, utf8, type Bytes } from './bytes.ts'
import { serveDocument, type Link } from './document.ts'

/** Pages and data change with every refresh; a reload is cheap, a stale one puzzles. */
export const SHORTLY = 'public, max-age=60'
/** It changes with every second: ask each time, and be told that nothing else has changed. */
export const ASK_AGAIN = 'no-cache'
/** Fewer bytes gain nothing in a packet of their own. */
const LEAST_GZIPPED = 1000

export interface Generated {
  readonly mediaType: string
  readonly text: string
  readonly cacheControl?: string
  readonly links?: readonly Link[]
  /** Of what is tagged weakly: the text but for what changes by itself. */
  readonly essence?: string
}

/** A document made for this request, with a tag of its bytes: nobody is sent twice what they have. */
export async function serveText(c: Context, document: Generated, now: Instant): Promise<Response> {
  const { text, essence } = document
  const etag = essence === undefined ? `"${await tagOf(utf8(text))}"` : `W/"${await tagOf(utf8(essence))}"`
  return serveBytes(c, { ...document, etag, bytes: utf8(text) }, now)
}

export async function serveBytes(
  c: Context,
  {
    mediaType,
    bytes,
    etag,
    cacheControl = SHORTLY,
    links = [],
  }: Omit<Generated, 'text'> & { readonly etag: string; readonly bytes: Bytes },
  now: Instant,
): Promise<Response> {
  const load = async (encoding: 'identity' | 'gzip') => ({ etag, bytes: encoding === 'gzip' ? await gzip(bytes) : bytes })
  const isWorthIt = bytes.length >= LEAST_GZIPPED && !mediaType.startsWith('image/')
  const served = await serveDocument(c, { mediaType, cacheControl, links, head: { etag }, isGzipped: () => isWorthIt, load }, now)
  return served!
}

export const serveJson = (c: Context, value: unknown, now: Instant, more: Omit<Generated, 'mediaType' | 'text'> = {}): Promise<Response> =>
  serveText(c, { mediaType: 'application/json', text: JSON.stringify(value), ...more }, now)

/** 128 bits of SHA-256, by the runtime. */
async function tagOf(bytes: Bytes): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
