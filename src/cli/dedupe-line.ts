import { z } from 'zod'
import { digest } from '../hash.ts'
import type { Item } from '../model/item.ts'
import { plainText } from '../normalize/text.ts'
import { canonicalUrl } from '../address/canonical.ts'

const schema = z.object({
  id: z.string('must be a string').min(1, 'must not be empty'),
  source: z.string('must be a string').min(1, 'must not be empty'),
  url: z.string().nullish(),
  guid: z.string().nullish(),
  title: z.string().nullish(),
  published: z.string().nullish(),
  content: z.string().nullish(),
  text: z.string().nullish(),
  language: z.string().nullish(),
})

/** An item of the input: its own id, and what wirefold makes of it. */
export interface Line {
  readonly id: string
  readonly item: Item
}

/** Reads one line; `problem` says in words what is wrong with it. */
export function readLine(text: string): { ok: true; line: Line } | { ok: false; problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, problem: `not JSON (${(error as Error).message})` }
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    return { ok: false, problem: path.length === 0 ? 'not an object with id, source and title' : `${path.join('.')}: ${message}` }
  }
  return { ok: true, line: { id: parsed.data.id, item: toItem(parsed.data) } }
}

function toItem({ id, source, url, guid, title, text, content, language, published }: z.infer<typeof schema>): Item {
  const plain = text ?? (content ? plainText(content) : '')
  const address = url ? canonicalUrl(url) : undefined
  const instant = published ? Date.parse(published) : Number.NaN
  return {
    source,
    key: guid || url || `line ${id}`,
    hash: digest(JSON.stringify([url, guid, title, text, content, language])),
    title: title ?? '',
    text: plain,
    excerpt: '',
    authors: [],
    categories: [],
    enclosures: [],
    ...(guid ? { guid } : {}),
    ...(url ? { url } : {}),
    ...(address === undefined ? {} : { canonicalUrl: address }),
    ...(language ? { language } : {}),
    ...(Number.isNaN(instant) ? {} : { published: instant }),
  }
}
