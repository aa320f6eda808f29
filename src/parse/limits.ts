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
/** Longest text of one field, in UTF-16 units. A row of D1 holds 2 MB; the longest article we know is 400,000. */
export const MAX_TEXT = 500_000
/** As much of a text as it is written that is looked at: base64 and references (`&lt;`) take four characters for one at most. */
export const MAX_WRITTEN = 4 * MAX_TEXT

/** Says what a cap has left out; nothing where nothing was. */
export const itemNotes = (read: number, found: number): readonly string[] =>
  read < found && read === MAX_ITEMS ? [`${read} of ${found} items were read`] : []
