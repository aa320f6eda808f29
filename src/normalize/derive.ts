import { cut, folded } from './characters.ts'
import { MAX_PLAIN } from './limits.ts'
import { repeatedLead } from './lead.ts'
import { decodeText, textsOf, type Body } from './lines.ts'

/**
 * The plain text of an item, from its safe HTML: of the fuller body, one line a paragraph, a lead that stands twice once. It is what
 * is compared, searched and excerpted. A body without words has those of its pictures.
 */
export const deriveText = (content: string | undefined, summary: string | undefined): string =>
  textOfBodies(bodyOf(content ?? ''), bodyOf(summary ?? ''))

export const bodyOf = (html: string): Body => ({ html, lines: textsOf(html) })

/** The same where the lines are known already. */
export function textOfBodies(content: Body, summary: Body): string {
  const { lines } = length(summary) > length(content) ? summary : content
  if (lines.length === 0) return joinLines([...pictureLines(content.html), ...pictureLines(summary.html)])
  const repeated = new Set(repeatedLead(lines))
  return joinLines(repeated.size === 0 ? lines : lines.filter((_, i) => !repeated.has(i)))
}

/** Lines as the text of an item. */
export const joinLines = (lines: readonly string[]): string => cut(lines.join('\n'), MAX_PLAIN)

const length = ({ lines }: Body): number => lines.reduce((sum, line) => sum + line.length, 0)

const ALT = /<img [^<>]*?\balt="([^"<>]+)"/g

const pictureLines = (html: string): readonly string[] =>
  [...html.matchAll(ALT)].map(([, alt]) => folded(decodeText(alt!))).filter((text) => text !== '')
