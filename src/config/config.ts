import type { z } from 'zod'
import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { DEFAULT_EVERY, feedFile, SLUG, type FeedFile } from './schema.ts'
import { watchedSource } from './private.ts'
import type { FeedConfig, FeedIcon, SourceConfig } from '../model/config.ts'

/** One thing wrong in the configuration, and where. */
export interface ConfigProblem {
  readonly file: string
  readonly line: number
  /** Path of keys, like `sources[1].url`; empty where the whole file is meant. */
  readonly key: string
  readonly message: string
}

export type Configured =
  | { readonly ok: true; readonly feed: FeedConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Gives the feed URLs of an OPML file beside the configuration, or why it cannot. */
export type OpmlReader = (name: string) => { readonly urls: readonly { url: string; title?: string }[] } | { readonly why: string }

/** Gives a picture beside the configuration, or why it cannot. */
export type IconReader = (name: string) => FeedIcon | { readonly why: string }

/** A megabyte of YAML is no list of sources any more; it guards against a bomb by accident. */
const MOST_YAML_CHARS = 1_000_000

/** Reads one `feeds/*.yaml`: every problem found, or the feed. */
export function readFeedConfig(file: string, text: string, readOpml: OpmlReader, readIcon: IconReader = noIcon): Configured {
  const problem = (message: string, line = 1, key = ''): Configured => ({ ok: false, problems: [{ file, line, key, message }] })
  const slug = file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')
  if (!SLUG.test(slug)) return problem(`the name "${slug}" becomes part of addresses: use lower-case letters, digits, ".", "-" and "_"`)
  if (text.length > MOST_YAML_CHARS) return problem(`larger than ${MOST_YAML_CHARS} characters; move sources into an OPML file`)
  const lines = new LineCounter()
  // the library compares every key with every other
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, version: '1.2', merge: false })
  const repeated = repeatedKey(document)
  if (repeated) return problem('Map keys must be unique', lines.linePos(repeated.at).line, repeated.key)
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        key: '',
        message: firstLine(error.message),
      })),
    }
  const plain = toPlain(document)
  if (!plain.ok) return problem(plain.why)
  const where = (path: readonly PropertyKey[]) => lineOf(document, lines, path)
  const result = feedFile.safeParse(plain.value ?? {})
  if (!result.success)
    return {
      ok: false,
      problems: result.error.issues
        .flatMap(flatten)
        .filter(mostSpecific)
        .map((issue) => ({ file, line: where(issue.path), key: keyOf(issue.path), message: issue.message })),
    }
  const problems: ConfigProblem[] = []
  const sources = sourcesOf(result.data, readOpml, (index, message) =>
    problems.push({ file, line: where(['sources', index]), key: `sources[${index}]`, message }),
  )
  const icon = iconOf(result.data.icon, readIcon)
  if (icon && 'why' in icon) problems.push({ file, line: where(['icon']), key: 'icon', message: icon.why })
  if (problems.length > 0 || (icon && 'why' in icon)) return { ok: false, problems }
  return { ok: true, feed: { ...feedOf(slug, result.data, sources), ...(icon ? { icon } : {}) } }
}

const noIcon: IconReader = (name) => ({ why: `there is no file ${name} beside this one` })

const iconOf = (written: string | undefined, readIcon: IconReader): ReturnType<IconReader> | undefined =>
  written === undefined ? undefined : /^https:/i.test(written) ? { url: written } : readIcon(written)

const firstLine = (text: string) => text.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '')

/** The first key that stands twice in one map. */
function repeatedKey(document: Document): { readonly key: string; readonly at: number } | undefined {
  let repeated: { key: string; at: number } | undefined
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) repeated ??= { key: String(key.value), at: key.range?.[0] ?? 0 }
        seen.add(key.value)
      }
      return repeated ? visit.BREAK : undefined
    },
  })
  return repeated
}

function toPlain(document: Document): { ok: true; value: unknown } | { ok: false; why: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}

/** What is wrong inside a rule is said there, and not once more of the rule. */
const mostSpecific = ({ path }: Issue, _: number, all: readonly Issue[]) =>
  !all.some((other) => other.path.length > path.length && path.every((part, i) => part === other.path[i]))

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>

/** A union reports every branch; people want the branch they meant: the one with the fewest strangers. Unknown keys stand at their own line. */
function flatten(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...issue.path, key], message: `unknown key "${key}"` }))
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return [{ path: issue.path, message: 'is required' }]
  if (issue.code !== 'invalid_union') return [issue]
  const strangers = (branch: readonly z.core.$ZodIssue[]) =>
    branch.filter((inner) => inner.code === 'unrecognized_keys' || (inner.code === 'invalid_type' && inner.path.length === 1)).length
  const [meant] = issue.errors
    .filter((branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'))
    .toSorted((a, b) => strangers(a) - strangers(b))
  if (!meant) return [{ path: issue.path, message: 'write a URL, a map with "url", or a map with "opml"' }]
  return meant.flatMap(flatten).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

const keyOf = (path: readonly PropertyKey[]) =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`)).join('')

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function sourcesOf(file: FeedFile, readOpml: OpmlReader, complain: (index: number, message: string) => void): SourceConfig[] {
  const byUrl = new Map<string, SourceConfig>()
  let refused = false
  const refuse = (index: number, message: string) => {
    refused = true
    complain(index, message)
  }
  const add = (url: string, more: Partial<SourceConfig> = {}) =>
    byUrl.set(url, { every: DEFAULT_EVERY, prefer: 0, ...byUrl.get(url), ...more, url })
  file.sources.forEach((entry, index) => {
    if (typeof entry === 'string') return add(entry)
    if ('url' in entry) {
      const source = watchedSource(entry)
      return 'why' in source ? refuse(index, source.why) : add(source.url, source)
    }
    const outlines = readOpml(entry.opml)
    if ('why' in outlines) return refuse(index, outlines.why)
    for (const { url, title } of outlines.urls) add(url, title ? { name: title } : {})
  })
  if (byUrl.size === 0 && !refused) complain(0, 'no source in this feed: the OPML file lists none')
  return [...byUrl.values()]
}

function feedOf(slug: string, file: FeedFile, sources: readonly SourceConfig[]): FeedConfig {
  const { sources: _, icon: __, keep, drop, ...rest } = file
  return {
    slug,
    ...(defined(rest) as Omit<FeedFile, 'sources' | 'keep' | 'drop' | 'icon'> &
      Required<Pick<FeedConfig, 'description' | 'language' | 'pictures' | 'was'>>),
    sources,
    ...(keep ? { keep: keep as NonNullable<FeedConfig['keep']> } : {}),
    drop: (drop ?? []) as FeedConfig['drop'],
  }
}

const defined = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]-?: Exclude<T[K], undefined> }
