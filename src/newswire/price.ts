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

/** With 150 sources in three feeds, on a quiet machine of 2026. */
export const CPU: readonly CpuPrice[] = [
  { what: 'a minute: nothing is due', warm: 0.1, cold: 2.2, isDaily: true },
  { what: 'a minute: 3 sources are due', warm: 0.1, cold: 2.5, isDaily: true },
  { what: 'a minute: all 150 sources are due', warm: 0.3, cold: 3.5 },
  { what: 'a message: nothing new', warm: 1.5, cold: 11.2, isDaily: true },
  { what: 'a message: a first visit, 30 new items', warm: 7.4, cold: 43.3 },
  { what: 'a message: 1 new of 30 items', warm: 2.1, cold: 25.5, isDaily: true },
  { what: 'a message: 3 new of 30 items', warm: 2.4, cold: 27.1, isDaily: true },
  { what: 'a message: 20 new of 30 items', warm: 5.4, cold: 40.6 },
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
  cpu: { cold: 27.1, sources: 150, aSource: 0.004 },
}
