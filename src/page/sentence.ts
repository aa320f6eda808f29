import type { Element } from './element.ts'
import { dateIn } from './dateline.ts'
import { weight, wordCount } from './measure.ts'
import { INLINE, isElement } from './walk.ts'

/** What stands on the line of a link: a link inside a sentence is no headline, the prose around it says so. */

/** Characters before and behind a link that are looked at. */
const BEFORE = 120
const AFTER = 60
/** Characters of a line of which the words are counted. */
const MAX_COUNTED = 400
/** So many words before a link make a sentence of it, unless a mark parts them from it. */
const LEAST_WORDS = 3
/** What parts a label from what it labels. */
const LABEL = /[:：|｜/–—»›→>•·▪■◆●【\]】)）-]\s*$/
/** A sentence that goes on behind the link: a small letter, a comma, a particle of Japanese. */
const GOES_ON = /^(?:\s+\p{Ll}|\s*[,;、，](?!\s*\d)|\s*(?:は|が|を|に|で|と|の|も|へ|から|など|や)(?=\p{L}))/u
/** A clause behind a link: more than `by Ann Lee`. */
const CLAUSE_WORDS = 4

/** So many words around the links of a line make a sentence of it, if they are more than those that are linked. */
const PROSE_WORDS = 8

interface Line {
  /** Between the link before it, if there is one, and this one. */
  readonly before: string
  readonly after: string
  /** Whether the line says more outside its links than in them. */
  readonly isProse: boolean
}

/** Says of links whether they stand inside a sentence. The lines of a block are read once for all of its links. */
export function sentenceFinder(): (link: Element) => boolean {
  const lines = new Map<Element, Line>()
  const read = new Set<Element>()
  return (link) => {
    const block = blockAround(link)
    if (!read.has(block)) {
      read.add(block)
      readLines(block, lines)
    }
    const line = lines.get(link)
    return line !== undefined && isSentence(line)
  }
}

function isSentence({ before, after, isProse }: Line): boolean {
  const lead = before.trim()
  if (isProse && lead !== '') return true
  if (GOES_ON.test(after) && (wordCount(after) >= CLAUSE_WORDS || weight(lead) > 1)) return true
  if (wordCount(lead) < LEAST_WORDS || LABEL.test(lead)) return false
  return !(dateIn(lead)?.isAlone ?? false)
}

function blockAround(link: Element): Element {
  let at = link
  while (at.parent && (at === link || INLINE.has(at.name))) at = at.parent
  return at
}

/** Gathers the lines of a block; blocks inside it, and `br`, end a line. */
function readLines(block: Element, lines: Map<Element, Line>): void {
  let text = ''
  let links: { readonly link: Element; readonly from: number; readonly to: number }[] = []
  const end = (): void => {
    let unlinked = ''
    let last = 0
    for (const { from, to } of links) {
      unlinked += ` ${text.slice(last, from)}`
      last = Math.max(last, to)
    }
    unlinked = `${unlinked} ${text.slice(last)}`.trim()
    const isProse = links.length > 0 && unlinked.length * 2 > text.length && wordCount(unlinked.slice(0, MAX_COUNTED)) >= PROSE_WORDS
    links.forEach(({ link, from, to }, index) => {
      const start = Math.max(links[index - 1]?.to ?? 0, from - BEFORE)
      const stop = Math.min(links[index + 1]?.from ?? text.length, to + AFTER)
      lines.set(link, { before: text.slice(start, from), after: text.slice(to, stop), isProse })
    })
    text = ''
    links = []
  }
  const look = (element: Element): void => {
    for (const child of element.children) {
      if (!isElement(child)) text += child
      else if (!INLINE.has(child.name)) end()
      else {
        const from = text.length
        look(child)
        if (child.name === 'a') links.push({ link: child, from: Math.min(from, text.length), to: text.length })
      }
    }
  }
  block.owner.steps.spend(block.children.length)
  look(block)
  end()
}
