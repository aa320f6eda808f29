import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SECOND, type Duration, type Instant } from '../model/time.ts'
import { feedsFolder, isFolder, namesIn, type FeedFiles } from './feed-files.ts'

/** A file that was changed counts when it has been left alone for so long: editors write in steps. */
const SETTLES_AFTER: Duration = SECOND
/** One that is gone, or a folder, when it has been gone for so long: editors, git and sync tools take files away for a moment. */
const GONE_AFTER: Duration = 10 * SECOND

const GONE = 'gone'

interface Counted {
  /** What tells two states of a file apart, or `gone`. */
  readonly stamp: string
  readonly bytes?: Buffer
  /** Why it cannot be read. */
  readonly error?: unknown
}

/** What a look at the folder found. */
export interface Look {
  /** Whether something counts that did not before. */
  readonly changed: boolean
  /** So long after this look something will count, if it stays as it is. */
  readonly again?: Duration
}

/**
 * The files of `feeds/` as they count: each as it was when it was last left alone for a second. What nobody has read counts for nothing, so
 * an OPML file or a picture beside them is looked after once a feed has asked for it. Times are of any clock that only goes forward.
 */
export class SettledFiles implements FeedFiles {
  readonly #folder: string | undefined
  readonly #counted = new Map<string, Counted>()
  readonly #waiting = new Map<string, { readonly stamp: string; readonly since: Instant }>()
  #place: Pick<FeedFiles, 'shown' | 'dir' | 'sample'>
  #missingSince: Instant | undefined
  why: string | undefined

  constructor(folder: string | undefined) {
    this.#folder = folder
    this.#place = feedsFolder(folder)
    this.look(0, true)
  }

  get shown(): string {
    return this.#place.shown
  }
  get dir(): string {
    return this.#place.dir
  }
  get sample(): boolean {
    return this.#place.sample
  }
  get names(): readonly string[] {
    return [...this.#counted]
      .filter(([name, { stamp }]) => stamp !== GONE && /\.ya?ml$/.test(name))
      .map(([name]) => name)
      .toSorted()
  }

  read(name: string): Buffer | undefined {
    const known = this.#counted.get(name) ?? stateOf(this.#path(name))
    this.#counted.set(name, known)
    if (known.error !== undefined) throw known.error
    return known.bytes
  }

  /** Looks what has changed. `atOnce`: all of it counts now. */
  look(now: Instant, atOnce = false): Look {
    this.#settlePlace()
    if (!isFolder(this.dir)) return this.#lookForFolder(now, atOnce)
    this.#missingSince = undefined
    const wasMissing = this.why !== undefined
    this.why = undefined
    const waits = [...new Set([...namesIn(this.dir), ...this.#counted.keys(), ...this.#waiting.keys()])].map((name) =>
      this.#lookAt(name, now, atOnce),
    )
    const left = waits.filter((wait) => wait !== undefined && wait > 0)
    return { changed: wasMissing || waits.includes(0), ...(left.length > 0 ? { again: Math.min(...(left as Duration[])) } : {}) }
  }

  /** Lets a file that is gone count as gone: another says that it is the same feed under a new name. Gives whether it was so. */
  letGo(name: string): boolean {
    if (this.#waiting.get(name)?.stamp !== GONE) return false
    this.#count(name, { stamp: GONE })
    return true
  }

  /** 0: it counts as it is now, and did not before; else how long it has still to wait; undefined where nothing has changed. */
  #lookAt(name: string, now: Instant, atOnce: boolean): Duration | undefined {
    const stamp = stampOf(this.#path(name))
    if (stamp === (this.#counted.get(name)?.stamp ?? GONE)) {
      this.#waiting.delete(name)
      return undefined
    }
    const since = this.#waiting.get(name)?.stamp === stamp ? this.#waiting.get(name)!.since : now
    this.#waiting.set(name, { stamp, since })
    const wait = since + (stamp === GONE ? GONE_AFTER : SETTLES_AFTER) - now
    if (wait > 0 && !atOnce) return wait
    const state = stateOf(this.#path(name))
    if (state.stamp === stamp || atOnce) return this.#count(name, state)
    this.#waiting.set(name, { stamp: state.stamp, since: now })
    return SETTLES_AFTER
  }

  #count(name: string, state: Counted): 0 {
    this.#waiting.delete(name)
    this.#counted.set(name, state)
    return 0
  }

  /** Nothing counts as gone with its folder: it was moved, or what it is mounted from is away. */
  #lookForFolder(now: Instant, atOnce: boolean): Look {
    this.#missingSince ??= now
    const wait = this.#missingSince + GONE_AFTER - now
    if (this.why !== undefined) return { changed: false }
    if (wait > 0 && !atOnce) return { changed: false, again: wait }
    this.why = `${this.shown}: there is no such folder any more, or it cannot be read`
    return { changed: true }
  }

  /** The sample is left for a folder of one's own once that holds a feed. */
  #settlePlace(): void {
    if (!this.sample) return
    const own = feedsFolder(this.#folder)
    if (namesIn(own.dir).length > 0) this.#place = own
  }

  #path(name: string): string {
    return join(this.dir, name)
  }
}

/** Symbolic links are followed, so a folder that is swapped behind them is seen. */
function stampOf(path: string): string {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false })
    return found ? [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ') : GONE
  } catch (error) {
    return String(error)
  }
}

/** A file that is written to meanwhile bears the stamp of neither time. */
function stateOf(path: string): Counted {
  const stamp = stampOf(path)
  if (stamp === GONE) return { stamp }
  try {
    const bytes = readFileSync(path)
    return { stamp: stampOf(path) === stamp ? stamp : `${stamp} and written to`, bytes }
  } catch (error) {
    return { stamp, error }
  }
}
