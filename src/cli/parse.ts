import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import type { Document } from '../model/raw.ts'
import type { FeedMeta, Item } from '../model/item.ts'
import type { HeaderMap } from '../model/fetched.ts'
import type { Instant } from '../model/time.ts'
import type { Problem } from '../model/problem.ts'
import { identify } from '../normalize/identity.ts'
import { normalizeFeed, normalizeItem } from '../normalize/normalize.ts'
import { readDocument, type ReadOptions } from '../page/document.ts'
import { printLine } from './lines.ts'

/** One document to read, as a line of a manifest says it. */
const Entry = z.object({
  file: z.string().min(1),
  url: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  type: z.enum(['feed', 'page', 'article', 'list']).optional(),
})
type Entry = z.infer<typeof Entry>

type Failure = {
  readonly why?: string
  readonly file?: string
  readonly line?: number
  readonly error: Problem & { readonly alternates?: readonly string[] }
}

export interface ParseOptions {
  readonly manifest?: string
  /** Say of pages what they were taken for, and by what. */
  readonly why?: boolean
}

/**
 * Reads feed documents and prints one line of JSON for each, in order (CONTRACT.md, `parse`). What fails is a line
 * too: one bad document never costs another.
 * @returns the exit code: 1 if a document could not be read, 2 if there was nothing to do.
 */
export async function parseFiles(files: readonly string[], options: ParseOptions): Promise<number> {
  if (files.length === 0 && options.manifest === undefined)
    return usage('Name feed documents, or a manifest with --manifest FILE (- for standard input).')
  let failed = false
  const { why = false } = options
  for (const file of files) failed = (await print(await answer({ file }, why))) || failed
  if (options.manifest === undefined) return failed ? 1 : 0
  try {
    let number = 0
    for await (const line of createInterface({ input: manifestStream(options.manifest), crlfDelay: Infinity })) {
      number++
      if (line.trim() !== '') failed = (await print(await answerLine(line, number, why))) || failed
    }
  } catch (error) {
    return usage(`The manifest ${options.manifest} cannot be read: ${reason(error)}.`)
  }
  return failed ? 1 : 0
}

const manifestStream = (manifest: string): NodeJS.ReadableStream => (manifest === '-' ? process.stdin : createReadStream(manifest))

function usage(message: string): number {
  process.stderr.write(`${message}\n`)
  return 2
}

async function answerLine(line: string, number: number, why: boolean): Promise<object> {
  const entry = entryOf(line)
  if (entry) return answer(entry, why)
  const message = `Line ${number} of the manifest is not an object like {"file":"feed.xml","url":"https://example.org/feed.xml","headers":{}}.`
  return { line: number, error: { code: 'bad-manifest-line', message } } satisfies Failure
}

function entryOf(line: string): Entry | undefined {
  try {
    return Entry.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

async function answer(entry: Entry, why: boolean): Promise<object> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(entry.file)
  } catch (error) {
    return { file: entry.file, error: { code: 'no-such-file', message: `The file cannot be read: ${reason(error)}.` } } satisfies Failure
  }
  const url = entry.url ?? pathToFileURL(resolve(entry.file)).href
  try {
    return answerDocument(entry, { url, headers: headersOf(entry), bytes }, why)
  } catch (error) {
    // A bug of ours must not cost the documents that follow.
    return {
      file: entry.file,
      error: { code: 'internal', message: `wirefold failed on this document: ${reason(error)}.` },
    } satisfies Failure
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const headersOf = ({ headers = {} }: Entry): HeaderMap =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')]),
  )

/** How a document is read whose line says what it is. */
function optionsOf({ type }: Entry): ReadOptions {
  if (type === undefined) return {}
  if (type === 'feed') return { feedsOnly: true }
  return { insist: true, ...(type === 'page' ? {} : { as: type }) }
}

function answerDocument(entry: Entry, document: Document, isWhy: boolean): object {
  const { file } = entry
  const parsed = readDocument(document, optionsOf(entry))
  const why = isWhy && parsed.why !== undefined ? { why: parsed.why } : {}
  if (!parsed.ok) {
    const alternates = parsed.alternates.map(({ href }) => href)
    return { file, error: { ...parsed.problem, ...(alternates.length > 0 && { alternates }) }, ...why } satisfies Failure
  }
  const { feed } = parsed
  const items = identify(feed).map((entry) => normalizeItem(entry, { source: document.url, document, feed }))
  return { file, format: feed.format, feed: feedFields(normalizeFeed(feed, document)), items: items.map(itemFields), ...why }
}

const iso = (instant: Instant | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z')

/** JSON.stringify leaves out what is undefined: what is not known is absent. */
const feedFields = (feed: FeedMeta): object => ({
  id: feed.id,
  title: feed.title,
  subtitle: feed.subtitle,
  link: feed.link,
  author: feed.author,
  language: feed.language,
  image: feed.image,
  published: iso(feed.published),
  updated: iso(feed.updated),
})

const itemFields = (item: Item): object => ({
  id: item.guid,
  title: item.title || undefined,
  link: item.url,
  published: iso(item.published),
  updated: iso(item.updated),
  author: item.authors[0],
  authors: item.authors.length > 1 ? item.authors : undefined,
  summary: item.summary,
  content: item.content,
  language: item.language,
  image: item.image,
  categories: item.categories.map(({ term }) => term),
  enclosures: item.enclosures,
})

/** Prints an answer, and says whether it was a failure. */
async function print(line: object): Promise<boolean> {
  await printLine(line)
  return 'error' in line
}
