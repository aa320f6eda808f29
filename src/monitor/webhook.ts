import type { WebhookTarget } from '../config/webhook.ts'
import { HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts'
import { isOfSource } from './incident.ts'
import type { Parcel } from '../store/port/monitor.ts'
import type { Store } from '../store/port/store.ts'

/** Where incidents are told to, and by what. */
export interface Webhook extends WebhookTarget {
  /** Guarded as visits are. */
  readonly post: (url: string, init: RequestInit) => Promise<{ readonly status: number; readonly body: ReadableStream<Uint8Array> | null }>
}

/** The wait after each attempt that failed, as Standard Webhooks recommends; after the last the message is given up. */
const WAITS: readonly Duration[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]
/** A receiver has so long to answer; longer than that is a receiver that works before it answers. */
const PATIENCE: Duration = 15 * SECOND
/** Longer than an attempt takes: then another process may try. */
const LEASE: Duration = 2 * MINUTE
/** Messages a tick: what is left over goes with the next one. */
const MOST_AT_ONCE = 10

/** `webhook-signature`: HMAC-SHA256 over id, time and body, one a key. */
export async function signature(keys: readonly Uint8Array<ArrayBuffer>[], id: string, seconds: number, body: string): Promise<string> {
  const content = new TextEncoder().encode(`${id}.${seconds}.${body}`)
  const signatures = keys.map(async (bytes) => {
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    return `v1,${btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, content))))}`
  })
  return (await Promise.all(signatures)).join(' ')
}

/** The body: the same whenever the message is sent, but for a sentence that has grown since. */
const bodyOf = ({ event, at, incident }: Parcel, name: string): string => {
  const { id, source, kind, opened, closed, sentence } = incident
  return JSON.stringify({
    type: `incident.${event}`,
    timestamp: new Date(at).toISOString(),
    data: {
      id,
      kind,
      ...(isOfSource(incident) ? { source: { name, url: source } } : {}),
      ...(kind === 'mistake' ? { file: source } : {}),
      opened: new Date(opened).toISOString(),
      ...(event === 'closed' && closed !== undefined ? { closed: new Date(closed).toISOString() } : {}),
      sentence,
    },
  })
}

export interface Delivery {
  readonly id: string
  readonly attempts: number
  readonly outcome: 'delivered' | 'postponed' | 'given up'
  /** Of the receiver; absent where it did not answer. */
  readonly status?: number
}

/** Delivers the messages that are due, at least once each; a receiver that is down costs the tick one attempt a message at most. */
export async function deliver(
  store: Store,
  webhook: Webhook,
  now: () => Instant,
  faces: () => Promise<(source: string) => { readonly name: string; readonly url: string }>,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  const parcels = await store.parcels(now(), now() + LEASE, MOST_AT_ONCE)
  if (parcels.length === 0) return []
  const faceOf = await faces()
  let isSilent = false
  const waiting = new Map<string, Duration>()
  for (const parcel of parcels) {
    const { id, attempts, incident } = parcel
    // one that did not answer will not answer the next message either; and none overtakes the one before it of its incident
    const held = waiting.get(incident.id) ?? (isSilent ? WAITS[attempts - 1] : undefined)
    if (held !== undefined) {
      await store.postpone(id, now() + held)
      continue
    }
    const face = faceOf(incident.source)
    const status = await send(webhook, id, bodyOf({ ...parcel, incident: { ...incident, source: face.url } }, face.name), now())
    const wait = WAITS[attempts - 1]
    const taken = status !== undefined && status >= 200 && status < 300
    // 410: the receiver wants no more of it
    const over = wait === undefined || status === 410
    if (taken || over) await store.delivered(id)
    else {
      await store.postpone(id, now() + wait)
      waiting.set(incident.id, wait)
    }
    const outcome = taken ? 'delivered' : over ? 'given up' : 'postponed'
    deliveries.push({ id, attempts, outcome, ...(status === undefined ? {} : { status }) })
    isSilent ||= status === undefined
  }
  return deliveries
}

async function send({ url, keys, post }: Webhook, id: string, body: string, now: Instant): Promise<number | undefined> {
  const seconds = Math.floor(now / SECOND)
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': await signature(keys, id, seconds, body),
  }
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), PATIENCE)
  try {
    const response = await post(url, { method: 'POST', headers, body, redirect: 'manual', signal: deadline.signal })
    await response.body?.cancel()
    return response.status
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
