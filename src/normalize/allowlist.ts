/**
 * What markup is let through: elements that carry text, tables, images and media, and attributes that cannot act. Everything not
 * named here goes; of unknown elements the text stays.
 */

export const ALLOWED_TAGS: readonly string[] = (
  'a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del details dfn dir div dl dt ' +
  'em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rb rp rt rtc ruby s samp ' +
  'section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video audio wbr'
).split(' ')

/** Elements whose text is no text for readers. `math` is not among them: its text survives, except for the TeX that repeats it. */
export const NON_TEXT_TAGS: readonly string[] =
  'script style textarea option noscript xmp noembed noframes iframe template plaintext title svg select object annotation annotation-xml'.split(
    ' ',
  )

export const VOID_TAGS: readonly string[] = ['img', 'br', 'hr', 'col', 'source', 'track', 'wbr']

const ANYWHERE = ['dir', 'lang', 'title']

/** No `id`, `name` or `class` (they clobber and restyle the page around), no `style`, no event handlers. */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  '*': ANYWHERE,
  a: ['href', 'type', 'rel'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  time: ['datetime'],
  img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height'],
  source: ['src', 'srcset', 'sizes', 'type', 'media', 'width', 'height'],
  video: ['src', 'poster', 'width', 'height', 'controls'],
  audio: ['src', 'controls'],
  track: ['src', 'kind', 'srclang', 'label'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['width'],
  ol: ['start', 'type'],
  ul: ['type'],
  li: ['type'],
}

/** Attributes that hold one URL; those of media are loaded without a click. */
export const LINK_ATTRIBUTES: ReadonlySet<string> = new Set(['href', 'cite'])
export const MEDIA_ATTRIBUTES: ReadonlySet<string> = new Set(['src', 'poster'])
