import type { Piece, Span } from '../model/published.ts'
import { sql, type Statement, type Value } from './database.ts'
import { SPANS_AT_MOST, type NewEdition } from './port/editions.ts'

/** So many spans each a statement has room for, so that there are few statements. Of one new story there is one, and each more reads the body once more. */
const ROOM = [1, 4, SPANS_AT_MOST] as const
/** D1 binds 100 parameters: of a document its format, a text and two numbers a span, and the text at its end; the feed besides. */
const MOST_PARAMETERS = 100
const parametersOf = (room: number) => 2 + 3 * room

/** A document as text and a span, again and again, and the text at its end. */
interface Cuts {
  readonly format: string
  readonly cuts: readonly (readonly [before: string, span: Span])[]
  readonly end: string
}

/** Puts documents together where they stand: of what is taken over nothing is read or written by the program. */
export function patchStatements(slug: string, patched: readonly Pick<NewEdition, 'format' | 'pieces'>[]): Statement[] {
  const all = patched.map(({ format, pieces }) => ({ format, ...cutsOf(pieces) }))
  return ROOM.flatMap((room, n) => {
    const some = all.filter(({ cuts }) => cuts.length <= room && cuts.length > (ROOM[n - 1] ?? -1))
    const together = Math.floor((MOST_PARAMETERS - 1) / parametersOf(room))
    return Array.from({ length: Math.ceil(some.length / together) }, (_, k) =>
      patchStatement(slug, some.slice(k * together, (k + 1) * together), room),
    )
  })
}

function cutsOf(pieces: readonly Piece[]): Omit<Cuts, 'format'> {
  const cuts: (readonly [string, Span])[] = []
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      cuts.push([text, piece])
      text = ''
    }
  }
  return { cuts, end: text }
}

/** Spans are bytes, so they are cut from the body as a BLOB; `||` takes its operands in their order. */
function patchStatement(slug: string, some: readonly Cuts[], room: number): Statement {
  const place = (n: number, k: number) => `?${2 + n * parametersOf(room) + k}`
  const cut = (n: number, k: number) => `${place(n, k)} || CAST(substr(CAST(body AS BLOB), ${place(n, k + 1)}, ${place(n, k + 2)}) AS TEXT)`
  const bodyOf = (n: number) =>
    `WHEN ${place(n, 0)} THEN ${[...Array(room).keys()].map((k) => cut(n, 3 * k + 1)).join(' || ')} || ${place(n, 3 * room + 1)}`
  return sql(
    `UPDATE edition_parts SET body = CASE format ${some.map((_, n) => bodyOf(n)).join(' ')} END
     WHERE feed = ?1 AND format IN (${some.map((_, n) => place(n, 0)).join(', ')}) AND encoding = 'identity' AND part = 0`,
    slug,
    ...some.flatMap(({ format, cuts, end }) => [format, ...cells(cuts, room), end]),
  )
}

/** The room that is left takes nothing. */
const cells = (cuts: Cuts['cuts'], room: number): Value[] =>
  Array.from({ length: room }, (_, n) => cuts[n]).flatMap((cut) => (cut ? [cut[0], cut[1].start + 1, cut[1].length] : ['', 1, 0]))
