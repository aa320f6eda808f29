import { feedFile, SLUG, type FeedFile } from './schema.ts'
import { decodeUtf8 } from './encoding.ts'
import { isPortOfAnotherService } from './ports.ts'
import { mistakesIn, pathKey } from './mistakes.ts'
import { readYaml } from './yaml.ts'
import { present } from '../present.ts'
import { watchedSource } from './private.ts'
import { SOURCE_DEFAULTS, type FeedConfig, type FeedIcon, type SourceConfig } from '../model/config.ts'

/** One thing wrong in the configuration, and where. */
export interface ConfigProblem {
  readonly file: string
  readonly line: number
  /** Path of keys, like `sources[1].url`; empty where the whole file is meant. */
  readonly key: string
  readonly message: string
}

export type Configured =
  | { readonly ok: true; readonly feed: FeedConfig; readonly warnings: readonly ConfigProblem[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** Gives the feed URLs of an OPML file beside the configuration, or why it cannot. */
export type OpmlReader = (
  name: string,
) => { readonly urls: readonly { url: string; title?: string }[]; readonly skipped?: readonly SkippedOutline[] } | { readonly why: string }

/** An outline that names no feed that can be watched. */
export interface SkippedOutline {
  readonly what: string
  readonly why: string
}

/** Gives a picture beside the configuration, or why it cannot. */
export type IconReader = (name: string) => FeedIcon | { readonly why: string }

/** A megabyte of YAML is no list of sources any more; it guards against a bomb by accident. */
const MOST_YAML_CHARS = 1_000_000

/** Reads one `feeds/*.yaml`: every problem found, or the feed. */
export function readFeedConfig(
  file: string,
  written: string | Uint8Array,
  readOpml: OpmlReader,
  readIcon: IconReader = noIcon,
): Configured {
  const problem = (message: string, line = 1, key = ''): Configured => ({ ok: false, problems: [{ file, line, key, message }] })
  const slug = file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '')
  if (!SLUG.test(slug)) return problem(`the name "${slug}" becomes part of addresses: use lower-case letters, digits, ".", "-" and "_"`)
  const decoded = typeof written === 'string' ? { ok: true as const, text: written } : decodeUtf8(written)
  if (!decoded.ok) return problem(decoded.why, decoded.line)
  const { text } = decoded
  if (text.length > MOST_YAML_CHARS) return problem(`larger than ${MOST_YAML_CHARS} characters; move sources into an OPML file`)
  const yaml = readYaml(text)
  if (!yaml.ok) return { ok: false, problems: yaml.problems.map((found) => ({ file, key: '', ...found })) }
  const { value, lineOf, writtenAt } = yaml.file
  const result = feedFile.safeParse(value ?? {})
  if (!result.success) {
    const mistakes = mistakesIn(result.error.issues, value ?? {}, writtenAt)
    const problems = mistakes.map(({ path, message }) => ({ file, line: lineOf(path), key: pathKey(path), message }))
    return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) }
  }
  const { sources, refused, skipped } = sourcesOf(result.data, readOpml)
  const ofSource = ({ index, message }: Remark) => ({ file, line: lineOf(['sources', index]), key: `sources[${index}]`, message })
  const problems = refused.map(ofSource)
  const icon = iconOf(result.data.icon, readIcon)
  if (icon && 'why' in icon) problems.push({ file, line: lineOf(['icon']), key: 'icon', message: icon.why })
  if (problems.length > 0 || (icon && 'why' in icon)) return { ok: false, problems }
  return {
    ok: true,
    feed: { ...feedOf(slug, result.data, sources), ...(icon ? { icon } : {}) },
    warnings: [...skipped, ...oddPorts(result.data)].map(ofSource),
  }
}

const noIcon: IconReader = (name) => ({ why: `there is no file ${name} beside this one` })

const iconOf = (written: string | undefined, readIcon: IconReader): ReturnType<IconReader> | undefined =>
  written === undefined ? undefined : /^https:/i.test(written) ? { url: written } : readIcon(written)

/** What there is to say of one entry of `sources`. */
interface Remark {
  readonly index: number
  readonly message: string
}

interface Sources {
  readonly sources: readonly SourceConfig[]
  /** Why there are not all. */
  readonly refused: readonly Remark[]
  /** What was left out of OPML files. */
  readonly skipped: readonly Remark[]
}

function sourcesOf(file: FeedFile, readOpml: OpmlReader): Sources {
  const byUrl = new Map<string, SourceConfig>()
  const refused: Remark[] = []
  const skipped: Remark[] = []
  const add = (url: string, more: Partial<SourceConfig> = {}) => byUrl.set(url, { ...SOURCE_DEFAULTS, ...byUrl.get(url), ...more, url })
  file.sources.forEach((entry, index) => {
    if (typeof entry === 'string') return add(entry)
    if ('url' in entry) {
      const source = watchedSource(entry)
      if ('why' in source) refused.push({ index, message: source.why })
      else add(source.url, source)
      return undefined
    }
    const outlines = readOpml(entry.opml)
    if ('why' in outlines) return refused.push({ index, message: outlines.why })
    for (const { url, title } of outlines.urls) add(url, title ? { name: title } : {})
    for (const { what, why } of outlines.skipped ?? []) skipped.push({ index, message: `${entry.opml}: "${what}" is left out: ${why}` })
  })
  if (byUrl.size === 0 && refused.length === 0) refused.push({ index: 0, message: 'no source in this feed: the OPML file lists none' })
  return { sources: [...byUrl.values()], refused, skipped }
}

/** Such a source can be read at home, if at all. */
const oddPorts = ({ sources }: FeedFile): readonly Remark[] =>
  sources.flatMap((entry, index) => {
    const url = typeof entry === 'string' ? entry : 'url' in entry ? entry.url : ''
    const port = url === '' ? '' : new URL(url).port
    return isPortOfAnotherService(port)
      ? [{ index, message: `port ${port} belongs to another service: Cloudflare and browsers refuse it` }]
      : []
  })

function feedOf(slug: string, file: FeedFile, sources: readonly SourceConfig[]): FeedConfig {
  const { sources: _, icon: __, keep, drop, ...rest } = file
  return {
    slug,
    ...present<Omit<FeedConfig, 'slug' | 'sources' | 'keep' | 'drop'>>(rest),
    sources,
    ...present({ keep: keep as FeedConfig['keep'] }),
    drop: (drop ?? []) as FeedConfig['drop'],
  }
}
