const SPECIAL = /[&<>]/
const SPECIAL_OR_QUOTE = /[&<>"]/

/** Text as HTML, also within a quoted attribute: the same bytes that the cleaner writes. */
export const escapeMarkup = (text: string): string => (SPECIAL_OR_QUOTE.test(text) ? escapeText(text).replaceAll('"', '&quot;') : text)

/** Text as HTML. */
export const escapeText = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text
