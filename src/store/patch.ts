import type { Piece, Span } from '../model/published.ts'
import { sql, type Statement, type Value } from './database.ts'
import { SPANS_AT_MOST, type NewEdition } from './port/editions.ts'

/** A document has room for so many spans, so that there are few statements; each that is not needed reads the body once more. */
const ROOM = [1, 2, 4, 8, SPANS_AT_MOST] as const
/** D1 binds 100 parameters: of a document its format, a text and two numbers a span, and the text at its end; the feed besides. */
const MOST_PARAMETERS = 100
const parametersOf = (room: number) => 2 + 3 * room

/** A document as text and a span, again and again, and the text at its end. */
interface Cuts {
  readonly format: string
  readonly cuts: readonly (readonly [before: string, span: Span])[]
  readonly end: string
  readonly room: number
}

/** Puts documents together where they stand: of what is taken over nothing is read or written by the program. */
export function patchStatements(slug: string, patched: readonly Pick<NewEdition, 'format' | 'pieces'>[]): Statement[] {
  const together: Cuts[][] = []
  let parameters = MOST_PARAMETERS
  for (const { format, pieces } of patched) {
    const { cuts, end } = cutsOf(pieces)
    const room = ROOM.find((spans) => spans >= cuts.length)!
    parameters += parametersOf(room)
    if (parameters > MOST_PARAMETERS) {
      together.push([])
      parameters = 1 + parametersOf(room)
    }
    together.at(-1)!.push({ format, cuts, end, room })
  }
  return together.map((some) => patchStatement(slug, some))
}

function cutsOf(pieces: readonly Piece[]): Pick<Cuts, 'cuts' | 'end'> {
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
function patchStatement(slug: string, some: readonly Cuts[]): Statement {
  const params: Value[] = [slug]
  const place = (value: Value) => `?${params.push(value)}`
  const formats: string[] = []
  const bodies = some.map(({ format, cuts, end, room }) => {
    const named = place(format)
    formats.push(named)
    const parts = Array.from({ length: room }, (_, n) => cuts[n] ?? NOTHING).map(
      ([before, { start, length }]) =>
        `${place(before)} || CAST(substr(CAST(body AS BLOB), ${place(start + 1)}, ${place(length)}) AS TEXT)`,
    )
    return `WHEN ${named} THEN ${parts.join(' || ')} || ${place(end)}`
  })
  return sql(
    `UPDATE edition_parts SET body = CASE format ${bodies.join(' ')} END
     WHERE feed = ?1 AND format IN (${formats.join(', ')}) AND encoding = 'identity' AND part = 0`,
    ...params,
  )
}

/** The room that is left takes nothing. */
const NOTHING: Cuts['cuts'][number] = ['', { start: 0, length: 0 }]
