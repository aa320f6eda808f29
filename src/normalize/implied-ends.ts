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
