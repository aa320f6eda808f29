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
  /** News come in and feeds go out by them, each day: an account that has no room for one holds no source. */
  readonly isDaily?: true
}

/** With 150 sources in three feeds, on two cores of 2026 that others use too. */
export const CPU: readonly CpuPrice[] = [
  { what: 'a minute: nothing is due', warm: 0.2, cold: 2.2, isDaily: true },
  { what: 'a minute: 3 sources are due', warm: 0.1, cold: 2.2, isDaily: true },
  { what: 'a minute: all 150 sources are due', warm: 0.5, cold: 3 },
  { what: 'a message: nothing new', warm: 1.3, cold: 6.3, isDaily: true },
  { what: 'a message: a first visit, 30 new items', warm: 2.7, cold: 11.2 },
  { what: 'a message: 1 new of 30 items', warm: 1.7, cold: 8.5, isDaily: true },
  { what: 'a message: 3 new of 30 items', warm: 2.3, cold: 8.5, isDaily: true },
  { what: 'a message: 20 new of 30 items', warm: 2.7, cold: 9.1 },
  { what: 'a message: a first visit, 100 new items', warm: 4.9, cold: 14.8 },
  { what: 'a minute: a feed has 1 new of 50 stories', warm: 1.4, cold: 5.9, isDaily: true },
  { what: 'a minute: a feed has 3 new of 50 stories', warm: 1.8, cold: 7.3, isDaily: true },
  { what: 'a minute: a feed has 20 new of 50 stories', warm: 4.9, cold: 14.3 },
  { what: 'a minute: a feed is written anew', warm: 8, cold: 24 },
  { what: 'GET /feeds/all.atom', warm: 1.2, cold: 4.4, isDaily: true },
  { what: 'GET /feeds/all.json', warm: 1.1, cold: 3.9 },
  { what: 'GET /feeds/all', warm: 2.2, cold: 5.5, isDaily: true },
  { what: 'GET /feeds/all.opml', warm: 1.7, cold: 10.1 },
  { what: 'GET /', warm: 2.2, cold: 12.2 },
  { what: 'GET /status', warm: 3.6, cold: 17.9 },
  { what: 'GET /feeds/all.atom: 304', warm: 0.7, cold: 3.5, isDaily: true },
  { what: 'GET /api/stories?feed=all&limit=50', warm: 1.7, cold: 10.6 },
  { what: 'GET /stories/ID', warm: 1.2, cold: 5 },
  { what: 'POST /api/acts: a pin', warm: 8.5, cold: 30.9 },
  { what: 'a minute: 100 stories are buried', warm: 0.5, cold: 2.9, isDaily: true },
  { what: 'a minute: stories are judged by other feeds', warm: 3.2, cold: 4.9 },
]

export const COSTS: Costs = {
  minute: { read: 28, readASource: 1 },
  unchanged: { read: 22, written: 3 },
  newItem: { read: 463, written: 32 },
  burial: { read: 62, written: 7 },
  render: { read: 22, written: 10 },
  bytesAnItem: 2900,
  bytesATombstone: 300,
  // the dearest that is daily in the table above, which a Worker does not carry along (test/newswire/price.test.ts)
  cpu: { cold: 8.5, sources: 150, aSource: 0.004 },
}
