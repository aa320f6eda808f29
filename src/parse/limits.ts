/** Caps on what one document may cost us; each is far above what real feeds hold, and exceeding one is said in `notes`. */

/** Items of one feed. Podcast archives and sitemaps-as-feeds reach 3,000; a page of 100,000 is an attack or an accident. */
export const MAX_ITEMS = 5000
/** Links, enclosures and categories of one item, each. Photo essays list a hundred. */
export const MAX_LIST = 200
/**
 * Elements, attributes and pieces of text of one item, and of the feed around its items, each; they take 100 bytes of memory a piece.
 * The longest XHTML article that we know has 9,000.
 */
export const MAX_CELLS = 100_000

/** Says what a cap has left out; nothing where nothing was. */
export const itemNotes = (read: number, found: number): readonly string[] =>
  read < found && read === MAX_ITEMS ? [`${read} of ${found} items were read`] : []
