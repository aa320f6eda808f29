/**
 * The most of each field that is kept. Together they stay below the 2 MB that a row of D1 holds, counted at three bytes a
 * character (Chinese, Japanese) and with the quotes of markup escaped in JSON.
 */

/** Characters of a title; the longest real headline we know has about 400. */
export const MAX_TITLE = 1_000
/** Characters of a name: a person, a category, a label. */
export const MAX_NAME = 200
/** Characters of markup before sanitizing: bounds its time (about 9 MB a second); a long-form article has 100,000. */
export const MAX_CONTENT = 300_000
/** Characters of markup of a summary where there is a content beside it. */
export const MAX_SUMMARY = 60_000
/** Characters of plain text, for comparing and searching; a novella. */
export const MAX_PLAIN = 100_000
/** Characters of a guid that are kept; a real one is a URL or less. */
export const MAX_GUID = 2_048
/** Of one item. Real items have a dozen. */
export const MAX_CATEGORIES = 100
/** Of one item: a large photo gallery or the formats of a video. */
export const MAX_ENCLOSURES = 50
/** Of one item; large collaborations sign with thousands of names. */
export const MAX_AUTHORS = 50
/** Characters of an excerpt, the cut mark included. */
export const MAX_EXCERPT = 300
/** Pages related to one item, and files beside an episode: a link blog names one, a podcast a transcript in each language. */
export const MAX_RELATED = 10
