import type { FeedConfig } from '../model/config.ts'
import type { Newswire } from '../newswire/wire.ts'
import { feedsFrom, type Loaded } from './load.ts'
import { tellMistakes, type Station } from './open.ts'
import type { SettledFiles } from './settled-files.ts'

/** The newswire of a process that serves: another one whenever its feeds change, over the same database and sockets. */
export class LiveNewswire {
  readonly #files: SettledFiles
  readonly #station: Station
  #current: Newswire

  private constructor(files: SettledFiles, station: Station, current: Newswire) {
    this.#files = files
    this.#station = station
    this.#current = current
  }

  /** Throws UsageError where nothing is left to serve. */
  static async open(files: SettledFiles, station: Station): Promise<LiveNewswire> {
    const wire = await station.configure(feedsFrom(files))
    tellMistakes(wire.mistakes ?? [])
    return new LiveNewswire(files, station, wire)
  }

  get current(): Newswire {
    return this.#current
  }

  /** The newswire as it is whenever somebody looks, for who stays: readers and editors are answered from it. */
  lasting(): Newswire {
    const now = () => this.#current
    return {
      ...this.#current,
      get feeds() {
        return now().feeds
      },
      get mistakes() {
        return now().mistakes ?? []
      },
      get renders() {
        return now().renders!
      },
      get isReplaced() {
        return now().isReplaced!
      },
    }
  }

  /** Takes over the files as they count now, and tells on stderr what that changed. Where it throws, all stays as it was. */
  async reload(): Promise<void> {
    const before = this.#current
    const next = await this.#station.configure(this.#read())
    this.#current = next
    const told = new Set((before.mistakes ?? []).map(({ sentence }) => sentence))
    tellMistakes((next.mistakes ?? []).filter(({ sentence }) => !told.has(sentence)))
    for (const line of changesOf(before, next)) process.stderr.write(`${line}\n`)
  }

  /** The old file of a feed that has a new name is not waited for. */
  #read(): Loaded {
    const loaded = feedsFrom(this.#files)
    const former = loaded.files.flatMap(({ feed }) => feed?.was ?? []).flatMap((slug) => [`${slug}.yaml`, `${slug}.yml`])
    const gone = former.filter((name) => this.#files.letGo(name))
    return gone.length > 0 ? feedsFrom(this.#files) : loaded
  }
}

/** What a reload changed, a line a feed. */
function changesOf({ feeds: before }: Newswire, { feeds: after, masthead }: Newswire): readonly string[] {
  const [old, now] = [bySlug(before), bySlug(after)]
  return [
    ...after.flatMap((feed) => {
      const known = old.get(feed.slug)
      if (!known) return [`New: ${feed.title}. Subscribe to ${masthead.base}/feeds/${feed.slug}.atom`]
      return JSON.stringify(known) === JSON.stringify(feed) ? [] : [`Changed: ${feed.title}`]
    }),
    ...before.flatMap(({ slug, title }) =>
      now.has(slug) ? [] : [`Gone: ${title}. What it published stays for a day, should its file come back.`],
    ),
  ]
}

const bySlug = (feeds: readonly FeedConfig[]) => new Map(feeds.map((feed) => [feed.slug, feed]))
