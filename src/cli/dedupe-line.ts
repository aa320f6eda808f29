import * as z from 'zod'
import type { RawItem, RawText } from '../model/raw.ts'

const text = z.string().nullish()

const schema = z.object({
  id: z.string('must be a string').min(1, 'must not be empty'),
  source: z.string('must be a string').min(1, 'must not be empty'),
  url: text,
  guid: text,
  title: text,
  published: text,
  content: text,
  text,
  language: text,
  document: z.number('must be a number').nullish(),
})

/** An item of the input: its own id, where it stood, and what a feed would have said. */
export interface Line {
  readonly id: string
  readonly source: string
  /** Lines of one number, one after another, stand in one document at once. */
  readonly document?: number
  readonly raw: RawItem
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
  const { id, source, document } = parsed.data
  return { ok: true, line: { id, source, ...(document == null ? {} : { document }), raw: toRaw(parsed.data) } }
}

function toRaw({ url, guid, title, text, content, language, published }: z.infer<typeof schema>): RawItem {
  const body: RawText | undefined = text != null ? { value: text, type: 'text' } : content ? { value: content, type: 'html' } : undefined
  return {
    ...(guid ? { id: guid } : {}),
    ...(url ? { link: url } : {}),
    ...(title ? { title: { value: title, type: 'text' } } : {}),
    ...(body ? { content: body } : {}),
    ...(language ? { language } : {}),
    ...(published ? { published } : {}),
    links: [],
    authors: [],
    contributors: [],
    categories: [],
    enclosures: [],
  }
}
