import { incidentOf, moment } from '../monitor/incident.ts'
import { HOUR, MINUTE, type Duration } from '../model/time.ts'
import type { Entry } from '../model/item.ts'
import type { Visit } from '../model/visit.ts'
import type { ReadySource } from '../store/port/sources.ts'
import { refreshAll } from './newswire.ts'
import { hasRoomForVisit, takeEntries, workOf, type Quota, type Spent } from './quota.ts'
import { turnNow } from './runs.ts'
import type { Newswire } from './wire.ts'

/** What one message of the queue carries: sources that are still to be visited, all of one host in the same, so that nobody else asks it meanwhile. */
export interface VisitTask {
  readonly urls: readonly string[]
  readonly force: boolean
  readonly run?: string
  /** How often these sources were tried already, in messages before this one. */
  readonly tries?: number
}

/** Puts messages into the queue, each after its delay. */
export type Send = (messages: readonly { readonly body: VisitTask; readonly delay?: Duration }[]) => Promise<void>

/** What stands in a queue already, as far as the mark on its row says, is not put there again. Longer than all attempts take. */
const QUEUED_FOR: Duration = 30 * MINUTE

/** Puts sources into the queue that do not stand there. What cannot be put there is unmarked, so that the next minute tries again. */
export async function enqueueSources(
  wire: Newswire,
  send: Send,
  due: readonly ReadySource[],
  { sources, ...task }: Omit<VisitTask, 'urls'> & Pick<Quota, 'sources'>,
): Promise<void> {
  if (due.length === 0) return
  const turn = turnNow(wire, task.force)
  const urls = due.map(({ url }) => url)
  const marked = await wire.store.enqueue(urls, turn, turn.now + QUEUED_FOR)
  const isMarked = new Set(marked)
  const packed = packSources(
    due.filter(({ url }) => isMarked.has(url)),
    sources,
  )
  await sendOrUnmark(
    wire,
    send,
    packed.map((some) => ({ body: { ...task, urls: some } })),
  )
}

async function sendOrUnmark({ store }: Newswire, send: Send, messages: Parameters<Send>[0]): Promise<void> {
  if (messages.length === 0) return
  await send(messages).catch(async (error: unknown) => {
    await store.dequeue(messages.flatMap(({ body }) => body.urls))
    throw error
  })
}

/** Addresses for messages of at most so many; a host with more has one of its own, which is worked on part by part. */
export function packSources(sources: readonly ReadySource[], most: number): readonly (readonly string[])[] {
  const packed: string[][] = []
  for (const ofHost of Map.groupBy(sources, ({ host }) => host).values()) {
    const open = packed.find((some) => some.length + ofHost.length <= most)
    const urls = ofHost.map(({ url }) => url)
    if (open) open.push(...urls)
    else packed.push(urls)
  }
  return packed
}

/** Attempts from which on a message is only told of: the three before it did not come to an end. */
const LAST_ATTEMPT = 4
/** Between messages that may be of one host. */
const APART: Duration = 10_000
/** What cannot be visited to the end is tried again after so long. */
const TRIED_AGAIN: Duration = 6 * HOUR

/**
 * Visits the sources of a message, as many as the invocation has room for; what is left goes on in a message of its own. From the second
 * attempt on each source goes alone, since one of them may be what ended the first; at the fourth it is told, and the message ends.
 * @param attempts how often this message was delivered, this time included
 */
export async function visitTask(
  wire: Newswire,
  task: VisitTask,
  attempts: number,
  { send, quota, spent }: { readonly send: Send; readonly quota: Quota; readonly spent: Spent },
): Promise<readonly Visit[]> {
  const tries = (task.tries ?? 0) + attempts
  if (tries >= LAST_ATTEMPT) {
    await giveUp(wire, task)
    return []
  }
  if (tries > 1 && task.urls.length > 1) {
    const alone = task.urls.map((url, n) => ({ body: { ...task, urls: [url], tries: tries - 1 }, delay: n * APART }))
    await sendOrUnmark(wire, send, alone)
    return []
  }
  const enough = new AbortController()
  const onVisit = (visit: Visit) => {
    spent.work += workOf(visit)
    if (goesOn(visit) || !hasRoomForVisit(quota, spent)) enough.abort()
  }
  const mayDecide = (entries: readonly Entry[]) => takeEntries(quota, spent, entries, tries)
  const visits = await refreshAll({ ...wire, mayDecide }, { ...task, onVisit, signal: enough.signal })
  await handOn(wire, send, task, visits)
  const skipped = visits.filter((visit) => visit.outcome === 'skipped' && !goesOn(visit)).map(({ source }) => source)
  if (skipped.length > 0) await wire.store.dequeue(skipped)
  return visits
}

/** A part of its document is stored. */
const goesOn = ({ problem }: Visit): boolean => problem?.code === 'goes-on'

/** What there was no room for, in messages of their own: the sources that are left, and the one whose document is. */
async function handOn(wire: Newswire, send: Send, task: VisitTask, visits: readonly Visit[]): Promise<void> {
  const through = new Set(visits.map(({ source }) => source))
  const rest = task.urls.filter((url) => !through.has(url))
  const unfinished = visits.filter(goesOn).map(({ source }) => source)
  // it is claimed anew: the minute does not put it into the queue once more; and what it brought so far was no failed attempt
  if (unfinished.length > 0) await wire.store.enqueue(unfinished, turnNow(wire, task.force), wire.now() + QUEUED_FOR)
  const { tries: _, ...fresh } = task
  const messages = [
    ...(unfinished.length > 0 ? [{ body: { ...fresh, urls: unfinished } }] : []),
    ...(rest.length > 0 ? [{ body: { ...task, urls: rest } }] : []),
  ]
  await sendOrUnmark(wire, send, messages)
}

async function giveUp({ store, now }: Newswire, { urls, run }: VisitTask): Promise<void> {
  const at = now()
  const until = at + TRIED_AGAIN
  const sentence = `Three visits to it were cut off before they came to an end, so it is tried again only at ${moment(until)}. A document that is too large or too intricate for a Worker does that; at home there is more room for it.`
  let isCutOff = false
  for (const url of urls) if (await store.abandon(url, incidentOf(url, 'unfinished', at, sentence), until)) isCutOff = true
  const what = urls.length === 1 ? 'a source' : 'some sources'
  const error = isCutOff ? `The visit to ${what} was cut off three times.` : `Three attempts to visit ${what} failed before they began.`
  if (run !== undefined) await store.failRun(run, error)
}
