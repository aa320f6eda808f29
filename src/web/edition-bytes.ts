import type { EditionFormat, EditionHead } from '../store/port/editions.ts'
import { fromBase64, gzip, toBase64, utf8, type Bytes } from './bytes.ts'
import type { Store } from '../store/port/store.ts'
import type { Ready } from './ready.ts'

/** An edition as it goes out. */
export interface EditionBytes extends EditionHead {
  readonly bytes: Bytes
}

type Encoding = 'identity' | 'gzip'
export type LoadEdition = (slug: string, format: EditionFormat, encoding: Encoding, etag: string) => Ready<EditionBytes | undefined>

/** Of all editions together; the largest real one has about a megabyte. */
const MOST_BYTES = 32 * 1024 * 1024

/** Gives the bytes that are kept under a name, as long as they have this tag; else what `load` gives. */
export type KeepBytes = (name: string, etag: string, load: () => Promise<EditionBytes | undefined>) => Ready<EditionBytes | undefined>

/**
 * Bytes that are made once however many readers take them: those that were asked for last are kept. Who asks while they are made waits for
 * the same.
 * @param most bytes of all together
 */
export function keptBytes(most: number): KeepBytes {
  const kept = new Map<string, EditionBytes>()
  const loading = new Map<string, Promise<EditionBytes | undefined>>()
  let size = 0
  const drop = (name: string) => {
    size -= kept.get(name)?.bytes.length ?? 0
    kept.delete(name)
  }
  const keep = (name: string, edition: EditionBytes) => {
    drop(name)
    if (edition.bytes.length > most) return
    kept.set(name, edition)
    size += edition.bytes.length
    while (size > most) drop(kept.keys().next().value!)
  }
  const loadOnce = async (name: string, etag: string, load: () => Promise<EditionBytes | undefined>) => {
    const under = loading.get(`${name} ${etag}`)
    if (under) return under
    const loaded = load()
    loading.set(`${name} ${etag}`, loaded)
    try {
      const edition = await loaded
      if (edition) keep(name, edition)
      return edition
    } finally {
      loading.delete(`${name} ${etag}`)
    }
  }
  return (name, etag, load) => {
    const known = kept.get(name)
    if (known?.etag !== etag) return loadOnce(name, etag, load)
    // the last that was asked for goes last
    kept.delete(name)
    kept.set(name, known)
    return known
  }
}

/**
 * Bytes of editions; an edition that changed is loaded anew. `undefined` where it is not there any more. What is gzipped is made once a
 * version: kept in memory, and where processes come and go in the store too.
 */
export function editionBytes(store: Pick<Store, 'edition' | 'keepGzip'>, { isShared = false, most = MOST_BYTES } = {}): LoadEdition {
  const kept = keptBytes(most)
  const identity = (slug: string, format: EditionFormat, etag: string) =>
    kept(`${slug} ${format} identity`, etag, async () => {
      const stored = await store.edition(slug, format, 'identity')
      return stored && { etag: stored.etag, modified: stored.modified, bytes: utf8(stored.body) }
    })
  const gzipped = async (slug: string, format: EditionFormat, etag: string): Promise<EditionBytes | undefined> => {
    const stored = isShared ? await store.edition(slug, format, 'gzip') : undefined
    if (stored) return { etag: stored.etag, modified: stored.modified, bytes: fromBase64(stored.body) }
    const plain = await identity(slug, format, etag)
    if (!plain) return undefined
    const bytes = await gzip(plain.bytes)
    if (isShared) await store.keepGzip(slug, format, plain.etag, toBase64(bytes))
    return { ...plain, bytes }
  }
  return (slug, format, encoding, etag) =>
    encoding === 'identity' ? identity(slug, format, etag) : kept(`${slug} ${format} gzip`, etag, () => gzipped(slug, format, etag))
}
