import type { RawFeed, RawText } from '../model/raw.ts'

/** How the line begins that our writers put behind a story that others ran too (publish/entry.ts). */
const CREDIT = '<p>Also in: '
const END = '</p>'

/**
 * The body without the credits that a wirefold put behind it. Two that read each other, or one that reads itself, would else add
 * to the same story at every visit, and take the longer copy for the fuller one.
 */
export function withoutCredits(raw: RawText | undefined, { generator }: RawFeed): RawText | undefined {
  if (raw === undefined || generator !== 'wirefold') return raw
  let value = raw.value.trimEnd()
  for (let start = creditAt(value); start >= 0; start = creditAt(value)) value = value.slice(0, start).trimEnd()
  return { ...raw, value }
}

/** Where the last paragraph starts, if it is a credit. */
function creditAt(html: string): number {
  if (!html.endsWith(END)) return -1
  const before = html.lastIndexOf(END, html.length - END.length - 1)
  return html.indexOf(CREDIT, Math.max(0, before))
}
