/** Text as HTML, also within a quoted attribute: the same bytes that the cleaner writes. */
export const escapeMarkup = (text: string): string => escapeText(text).replaceAll('"', '&quot;')

/** Text as HTML. */
export const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
