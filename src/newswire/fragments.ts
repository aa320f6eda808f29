import type { PublishedEntry } from '../model/published.ts'
import type { FeedConfig } from '../model/config.ts'
import { WRITERS } from '../publish/edition.ts'
import { PAGE, type PageOutline } from '../publish/page/feed.ts'
import { assemble, writeFragment, type Fragment, type Writer } from '../publish/writer.ts'
import type { EditionFormat, NewEdition, StoredEdition, StoredFragment } from '../store/port/editions.ts'
import type { Store } from '../store/port/store.ts'
import type { Line, Outline } from './outline.ts'

const ALL: readonly Writer<EditionFormat, PageOutline>[] = [...WRITERS, PAGE]

/** An entry that could not be read: left out, and looked for again at the next render. */
const ABSENT: Fragment = { text: '', digest: '' }

/** The editions of a feed, one after another. What was written of an entry before is taken from the stored edition; only what changed is read and written. */
export async function* writeEditions(
  store: Pick<Store, 'edition'>,
  feed: FeedConfig,
  { document, page, stored, entriesOf }: Outline<StoredEdition>,
): AsyncGenerator<NewEdition> {
  const entries = new Map<Line, PublishedEntry | undefined>()
  for (const writer of ALL) {
    const outline = writer.format === 'html' ? page : document
    const kept = await keptFragments(store, feed.slug, writer.format, stored.get(writer.format))
    const unread = outline.entries.filter((line) => !kept.has(line.key) && !entries.has(line))
    if (unread.length > 0) {
      const read = await entriesOf(unread)
      for (const line of unread) entries.set(line, read.get(line))
    }
    const fragments = outline.entries.map((line) => {
      const entry = entries.get(line)
      return kept.get(line.key) ?? (entry ? writeFragment(writer, entry, outline) : ABSENT)
    })
    const { body, digest, spans } = assemble(writer, outline, fragments)
    const placed = outline.entries.flatMap(({ key }, n): StoredFragment[] => {
      const span = spans.get(n)
      return span ? [[key, fragments[n]!.digest, span.start, span.length]] : []
    })
    yield { format: writer.format, etag: `"${digest}"`, body, fragments: placed }
  }
}

/** What stands in the stored edition, by the keys of its entries; nothing where another one took its place meanwhile. */
async function keptFragments(
  store: Pick<Store, 'edition'>,
  slug: string,
  format: EditionFormat,
  stored: StoredEdition | undefined,
): Promise<ReadonlyMap<string, Fragment>> {
  if (!stored || stored.fragments.length === 0) return new Map()
  const { etag, body } = stored.body === undefined ? ((await store.edition(slug, format, 'identity')) ?? NONE) : (stored as WithBody)
  if (etag !== stored.etag) return new Map()
  return new Map(
    stored.fragments.map(([key, digest, start, length]) => [key, { text: body.slice(start, start + length), digest }] as const),
  )
}

type WithBody = StoredEdition & { readonly body: string }
const NONE = { etag: '', body: '' }
