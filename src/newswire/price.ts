/**
 * What things cost, as `npm run bench:workers` finds them, which says where this is out of date (test/workers/price.test.ts holds the rows
 * written to what D1 counts): rows that are read and written, bytes that stay, and CPU. One feed lists the source; an item has 330 words.
 */
export interface Costs {
  /** The minute's cron: what it reads, and how much more for each source. */
  readonly minute: { readonly read: number; readonly readASource: number }
  /** One visit of a message that is full of them. */
  readonly unchanged: Rows
  readonly newItem: Rows
  readonly burial: Rows
  readonly render: Rows
  readonly bytesAnItem: number
  readonly bytesATombstone: number
  /** Milliseconds of the dearest invocation of a day, that of a new isolate, with `sources` of them; each more takes so much more. */
  readonly cpu: { readonly cold: number; readonly sources: number; readonly aSource: number }
}

interface Rows {
  readonly read: number
  readonly written: number
}

/** Milliseconds of CPU of one kind of invocation. */
export interface CpuPrice {
  readonly what: string
  /** The median in an isolate that has worked before. */
  readonly warm: number
  /** What 19 of 20 isolates stay below whose first invocation it is. */
  readonly cold: number
  /** A day has some of them, whatever an editor or a publisher does. */
  readonly isDaily?: true
}

/** With 150 sources in three feeds, on two cores of 2026 that others use too. */
export const CPU: readonly CpuPrice[] = [
  { what: 'a minute: nothing is due', warm: 0.1, cold: 5.5, isDaily: true },
  { what: 'a minute: 3 sources are due', warm: 0.2, cold: 3.2, isDaily: true },
  { what: 'a minute: all 150 sources are due', warm: 0.4, cold: 3.3 },
  { what: 'a message: nothing new', warm: 1.6, cold: 10.5, isDaily: true },
  { what: 'a message: a first visit, 30 new items', warm: 4.4, cold: 18 },
  { what: 'a message: 1 new of 30 items', warm: 2.6, cold: 14.7, isDaily: true },
  { what: 'a message: 3 new of 30 items', warm: 3.4, cold: 15.7, isDaily: true },
  { what: 'a message: 20 new of 30 items', warm: 4.1, cold: 20.2 },
  { what: 'a message: a first visit, 100 new items', warm: 20.3, cold: 72.1 },
  { what: 'a minute: a feed has 1 new of 50 stories', warm: 2.0, cold: 7.0, isDaily: true },
  { what: 'a minute: a feed has 3 new of 50 stories', warm: 2.4, cold: 7.3, isDaily: true },
  { what: 'a minute: a feed has 20 new of 50 stories', warm: 5.3, cold: 13.1 },
  { what: 'a minute: a feed is written anew', warm: 8.0, cold: 18.2 },
  { what: 'GET /feeds/all.atom', warm: 0.9, cold: 3.1, isDaily: true },
  { what: 'GET /feeds/all.json', warm: 1.1, cold: 3.8 },
  { what: 'GET /feeds/all', warm: 2.3, cold: 5.4, isDaily: true },
  { what: 'GET /feeds/all.opml', warm: 1.7, cold: 6.3 },
  { what: 'GET /', warm: 2.7, cold: 8.7, isDaily: true },
  { what: 'GET /status', warm: 3.8, cold: 17.0 },
  { what: 'GET /feeds/all.atom: 304', warm: 0.8, cold: 3.3, isDaily: true },
  { what: 'GET /api/stories?feed=all&limit=50', warm: 1.7, cold: 6.2 },
  { what: 'GET /stories/ID', warm: 1.3, cold: 4.9, isDaily: true },
  { what: 'POST /api/acts: a pin', warm: 9.3, cold: 30.0 },
  { what: 'a minute: 100 stories are buried', warm: 0.4, cold: 2.8, isDaily: true },
  { what: 'a minute: stories are judged by other feeds', warm: 3.7, cold: 4.3 },
]

export const COSTS: Costs = {
  minute: { read: 28, readASource: 1 },
  unchanged: { read: 25, written: 3 },
  newItem: { read: 463, written: 32 },
  burial: { read: 62, written: 7 },
  render: { read: 48, written: 10 },
  bytesAnItem: 2900,
  bytesATombstone: 300,
  // the dearest that is daily in the table above, which a Worker does not carry along (test/newswire/price.test.ts)
  cpu: { cold: 15.7, sources: 150, aSource: 0.004 },
}
