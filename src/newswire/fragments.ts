import { WRITERS } from '../publish/edition.ts'
import { PAGE, type PageOutline } from '../publish/page/feed.ts'
import { assemble, writeFragment, type Fragment, type Writer } from '../publish/writer.ts'
import { isPatch, type EditionFormat, type NewEdition, type StoredEdition, type StoredFragment } from '../store/port/editions.ts'
import type { KeyedEntry, Line, Outline } from './outline.ts'

const ALL: readonly Writer<EditionFormat, PageOutline>[] = [...WRITERS, PAGE]

/** An entry that could not be read: left out, and looked for again at the next render. */
const ABSENT: Fragment = { piece: '', digest: '' }

/** The editions of a feed, one after another. What was written of an entry before is taken over from the stored edition, of which nothing is read. */
export async function* writeEditions({ document, page, stored, entriesOf }: Outline<StoredEdition>): AsyncGenerator<NewEdition> {
  const entries = new Map<Line, KeyedEntry | undefined>()
  const readEntries = async (lines: readonly Line[]) => {
    const unread = lines.filter((line) => !entries.has(line))
    const read = unread.length > 0 ? await entriesOf(unread) : undefined
    for (const line of unread) entries.set(line, read?.get(line))
  }
  for (const writer of ALL) {
    const outline = writer.format === 'html' ? page : document
    const write = async (before: StoredEdition | undefined) => {
      const kept = fragmentsOf(before)
      await readEntries(outline.entries.filter(({ key }) => !kept.has(key)))
      const fragments = outline.entries.map((line) => {
        const written = entries.get(line)
        return kept.get(line.key) ?? (written ? writeFragment(writer, written.entry, outline) : ABSENT)
      })
      const keys = outline.entries.map((line) => (kept.has(line.key) ? line.key : (entries.get(line)?.key ?? line.key)))
      return editionOf(writer, outline, { fragments, keys }, before)
    }
    const before = stored.get(writer.format)
    yield (await write(before)) ?? (await write(undefined))!
  }
}

/** What stands in a stored edition, by the keys of its entries. */
const fragmentsOf = (before: StoredEdition | undefined): ReadonlyMap<string, Fragment> =>
  new Map((before?.fragments ?? []).map(([key, digest, start, length]) => [key, { piece: { start, length }, digest }]))

/** Undefined where it cannot be made of the stored one. */
function editionOf(
  writer: Writer<EditionFormat, PageOutline>,
  outline: Outline['page'] | Outline['document'],
  { fragments, keys }: { readonly fragments: readonly Fragment[]; readonly keys: readonly string[] },
  before: StoredEdition | undefined,
): NewEdition | undefined {
  const { pieces, size, digest, spans } = assemble(writer, outline, fragments)
  const isWhole = pieces.every((piece) => typeof piece === 'string')
  if (!isWhole && !isPatch(pieces, size)) return undefined
  const placed = keys.flatMap((key, n): StoredFragment[] => {
    const span = spans.get(n)
    return span ? [[key, fragments[n]!.digest, span.start, span.length]] : []
  })
  return { format: writer.format, etag: `"${digest}"`, pieces, size, fragments: placed, ...(isWhole ? {} : { before: before!.etag }) }
}
