import type { Reason } from '../model/codes.ts'
import type { Decision } from '../dedupe/decision.ts'
import type { Entry } from '../model/item.ts'
import type { RawFeed, RawItem } from '../model/raw.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'
import { identify } from '../normalize/identity.ts'
import { parseDate } from '../parse/dates.ts'
import { asStored, decideArrivals, placesOf, type ReadDocument } from '../refresh/arrivals.ts'
import { sql, type Database } from '../store/database.ts'
import { editStatements } from '../store/edits.ts'
import { indexStatements, turnIndex } from '../store/folding.ts'
import { itemStatements, vanishedStatement } from '../store/items.ts'
import { itemCells } from '../store/rows.ts'
import { createStore } from '../store/sql.ts'
import type { Store } from '../store/port/store.ts'
import type { Line } from './dedupe-line.ts'

/** All lines arrive within one window: what is asked is what is a copy of what, not how long one waits for it. */
const NO_WINDOW = 3650 * DAY
/** The clock of an empty store where no window is given. */
const BEGIN = Date.UTC(2000, 0, 1)

export interface Answer {
  readonly id: string
  readonly story: string
  readonly reason: Reason
  readonly score: number
  readonly matched: string | null
}

interface Holder {
  readonly id: string
  readonly key: string
  readonly story: string
}

/** Folds a stream of items into an empty store, a document at a time, as refreshes of their sources would. */
export class Stream {
  readonly #db: Database
  readonly #store: Store
  readonly #window: Duration | undefined
  #now: Instant
  #waiting: Line[] = []
  /** Ids of the input for our own: of each story's first item, and of each item. */
  readonly #stories = new Map<string, string>()
  readonly #items = new Map<string, string>()
  /** What each source repeats. */
  readonly #furniture = new Map<string, readonly number[]>()

  /** @param window how far apart copies are looked for, milliseconds; the lines then arrive when they say they were published. */
  constructor(db: Database, window?: Duration) {
    this.#db = db
    this.#store = createStore(db)
    this.#window = window
    this.#now = window === undefined ? BEGIN : 0
  }

  /** Takes a line; gives the answers of the document that it ends. */
  async take(line: Line): Promise<readonly Answer[]> {
    const last = this.#waiting.at(-1)
    const goes = last !== undefined && last.document !== undefined && last.document === line.document && last.source === line.source
    const answers = goes ? [] : await this.end()
    this.#waiting.push(line)
    return answers
  }

  /** The answers of what was taken and not answered. */
  async end(): Promise<readonly Answer[]> {
    const lines = this.#waiting
    this.#waiting = []
    return lines.length === 0 ? [] : this.#settle(lines)
  }

  /**
   * When a document arrives: a millisecond a line after the one before, so that what came first is known; with a window not before the latest
   * of its lines was published.
   */
  #arrive(lines: readonly Line[]): Instant {
    const published = lines.flatMap(({ raw }) => (raw.published === undefined ? [] : (parseDate(raw.published) ?? [])))
    return (this.#now = Math.max(this.#now + lines.length, ...(this.#window === undefined ? [] : published)))
  }

  async #settle(lines: readonly Line[]): Promise<readonly Answer[]> {
    const now = this.#arrive(lines)
    const read = asDocument(lines)
    const before = this.#furniture.get(read.source)
    const { decisions, furniture } = await decideArrivals(this.#store, read, { window: this.#window ?? NO_WINDOW, now, furniture: before })
    this.#furniture.set(read.source, furniture)
    const stored = decisions.map((decision) =>
      itemCells(asStored(decision, { since: undefined, now, place: read.places.get(decision.item.key) ?? 0 })),
    )
    const left = vanishedStatement(
      read.source,
      read.entries.map(({ key }) => key),
      now,
    )
    const changes =
      decisions.length === 0 ? [] : [...itemStatements(stored), ...indexStatements(decisions, now), ...editStatements(decisions, now)]
    await this.#db.batch([left, ...changes])
    // what is older than any window leaves the index, as upkeep has it
    if (this.#window !== undefined) await turnIndex(this.#db, now, this.#window)
    const holders = await this.#holders(read)
    const decided = new Map(decisions.map((decision) => [decision.id, decision]))
    const entries = lines.map(({ raw }) => entryOf(raw, read.entries))
    // names first: a line may have been folded onto a later one of its document
    lines.forEach(({ id }, n) => {
      const holder = holders.get(entries[n]!.key)!
      if (!this.#stories.has(holder.story)) this.#stories.set(holder.story, id)
      if (!this.#items.has(holder.id)) this.#items.set(holder.id, id)
    })
    return lines.map(({ id, raw }, n) => this.#answer(id, raw, entries[n]!, holders.get(entries[n]!.key)!, decided))
  }

  #answer(id: string, raw: RawItem, entry: Entry, holder: Holder, decided: ReadonlyMap<string, Decision>): Answer {
    const story = this.#stories.get(holder.story)!
    const decision = entry.raw === raw ? decided.get(holder.id) : undefined
    if (!decision) return { id, story, reason: 'same-guid', score: 1, matched: this.#items.get(holder.id)! }
    const { reason, score, matched } = decision.identity ?? decision.join
    return { id, story, reason, score, matched: matched === undefined ? null : this.#items.get(matched)! }
  }

  async #holders({ source, entries }: ReadDocument): Promise<ReadonlyMap<string, Holder>> {
    const keys = JSON.stringify(entries.map(({ key }) => key))
    const held = 'SELECT id, key, story FROM items WHERE source = ? AND key IN (SELECT value FROM json_each(?))'
    return new Map((await this.#db.all<Holder>(sql(held, source, keys))).map((row) => [row.key, row]))
  }
}

function asDocument(lines: readonly Line[]): ReadDocument {
  const source = lines[0]!.source
  const feed: RawFeed = {
    format: 'json',
    links: [],
    hubs: [],
    authors: [],
    categories: [],
    hints: { skipHours: [], skipDays: [] },
    items: lines.map(({ raw }) => raw),
    truncated: false,
    notes: [],
  }
  // a source may be named by any word; relative addresses then lead nowhere
  const url = URL.canParse(source) ? source : 'about:blank'
  const entries = identify(feed)
  return { source, document: { url, headers: {}, bytes: new Uint8Array() }, feed, entries, places: placesOf(entries) }
}

const saidBy = ({ title, content, link }: RawItem): string => JSON.stringify([title?.value, content?.value, link])

/** The entry that a line became: its own, or the one of its document that says the same. */
const entryOf = (raw: RawItem, entries: readonly Entry[]): Entry =>
  entries.find((entry) => entry.raw === raw) ?? entries.find((entry) => saidBy(entry.raw) === saidBy(raw))!
