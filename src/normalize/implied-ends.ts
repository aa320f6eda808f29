const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
/** Elements that end a paragraph whose own end is left out. */
const BLOCKS =
  'address article aside blockquote details div dl fieldset figcaption figure footer header hr main menu nav ol p pre section table ul'.split(
    ' ',
  )

/**
 * Element -> parents that it ends, where these have not ended yet (HTML 13.1.2.4, as htmlparser2 reads it). The walk over plain HTML
 * refuses them all.
 */
export const IMPLIED_ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ...BLOCKS.map((name) => [name, ['p']] as const),
    ...HEADINGS.map((name) => [name, [...HEADINGS, 'p']] as const),
    ['a', ['a']] as const,
    ['li', ['li']] as const,
    ['dd', ['dd', 'dt']] as const,
    ['dt', ['dd', 'dt']] as const,
    ['rt', ['rt', 'rp']] as const,
    ['rp', ['rt', 'rp']] as const,
    ['tr', ['tr', 'th', 'td']] as const,
    ['th', ['th', 'td']] as const,
    ['td', ['thead', 'th', 'td']] as const,
    ['thead', ['thead', 'tbody']] as const,
    ['tbody', ['thead', 'tbody']] as const,
    ['tfoot', ['thead', 'tbody']] as const,
  ].map(([name, parents]) => [name, new Set(parents)]),
)

const LIST_ITEM: ReadonlySet<string> = new Set(['li'])
const TERMS: ReadonlySet<string> = new Set(['dd', 'dt'])
/**
 * What browsers do not look past for an open item of a list ("special" in HTML 13.2.4.2, without `address`, `div` and `p`); parts of
 * tables are none where there is no table, and older browsers do not know `search`.
 */
const STOPS: ReadonlySet<string> = new Set([
  ...BLOCKS.filter((name) => !['address', 'div', 'p'].includes(name)),
  ...HEADINGS,
  ...'center dd dir dt hgroup li summary'.split(' '),
])
const ROWS: ReadonlySet<string> = new Set('colgroup table tbody tfoot thead tr'.split(' '))
const CELLS: ReadonlySet<string> = new Set(['td', 'th', 'caption'])

/** Elements that may stand where browsers take no such element. */
export const PLACED: ReadonlySet<string> = new Set([...LIST_ITEM, ...TERMS, ...ROWS, ...CELLS])
/** Where most of them stand, and are right. */
export const PLACES: ReadonlySet<string> = new Set([...ROWS, 'dir', 'dl', 'menu', 'ol', 'ul'])

/**
 * Whether browsers end an element further out at the start of this one, and all that is open inside it: an item in a `div` of an item,
 * a table in a table but in no cell; or ignore it: a cell in something that is no table. Then ends of what is inside would end what is around it.
 *
 * @param name one of `PLACED`.
 * @param open the elements that are open, the innermost last.
 */
export function isMisplaced(name: string, open: readonly string[]): boolean {
  if (name === 'li') return reaches(LIST_ITEM, STOPS, open)
  if (TERMS.has(name)) return reaches(TERMS, STOPS, open)
  if (name === 'table') return reaches(ROWS, CELLS, open)
  return !open.includes('table') && open.some((each) => !ROWS.has(each) && !CELLS.has(each))
}

function reaches(names: ReadonlySet<string>, stops: ReadonlySet<string>, open: readonly string[]): boolean {
  for (let i = open.length - 1; i >= 0; i--) {
    if (names.has(open[i]!)) return true
    if (stops.has(open[i]!)) return false
  }
  return false
}
