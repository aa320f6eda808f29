/**
 * What markup is let through: elements that carry text, tables, images and media, and attributes that cannot act. Everything not
 * named here goes; of unknown elements the text stays.
 */

export const ALLOWED_TAGS: readonly string[] = (
  'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del details dfn dir div dl dt ' +
  'em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd label legend li main map mark menu meter nav ol output p ' +
  'picture pre progress q rb rp rt rtc ruby s samp ' +
  'search section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr'
).split(' ')

/** Elements whose text is no text for readers. Of those that show something, what is left stands in `rewrite.ts`. */
export const NON_TEXT_TAGS: readonly string[] =
  'script style textarea option noscript xmp noembed noframes iframe template plaintext title svg select object annotation annotation-xml'.split(
    ' ',
  )

export const VOID_TAGS: readonly string[] = ['img', 'br', 'hr', 'col', 'source', 'track', 'wbr']

const ANYWHERE = ['dir', 'lang', 'title', 'translate']

const COLUMN = ['align', 'valign', 'char', 'charoff']
const CELL = [...COLUMN, 'colspan', 'rowspan', 'abbr', 'axis', 'nowrap', 'width', 'height']
const PLAYER = ['src', 'width', 'height', 'controls', 'loop', 'muted', 'preload']

/**
 * No `id` or `name` (they clobber the page around), no `style`, no event handlers, and of `class` only what names the language of
 * code. Those in VALUES are kept only with a value from there.
 */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, string[]>> = {
  '*': ANYWHERE,
  a: ['href', 'hreflang', 'type', 'rel'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  details: ['open'],
  time: ['datetime'],
  img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'align', 'border', 'hspace', 'vspace', 'longdesc'],
  source: ['src', 'srcset', 'sizes', 'type', 'media', 'width', 'height'],
  video: [...PLAYER, 'poster'],
  audio: PLAYER,
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  data: ['value'],
  table: ['align', 'border', 'cellpadding', 'cellspacing', 'frame', 'rules', 'summary', 'width'],
  caption: ['align', 'valign'],
  thead: COLUMN,
  tbody: COLUMN,
  tfoot: COLUMN,
  tr: COLUMN,
  td: CELL,
  th: [...CELL, 'scope'],
  col: [...COLUMN, 'width', 'span'],
  colgroup: [...COLUMN, 'width', 'span'],
  // no colour: it was chosen for a white page, and readers' pages may be dark
  font: ['size', 'face'],
  menu: ['compact'],
  dir: ['compact'],
  legend: ['align'],
  ol: ['start', 'type', 'reversed', 'compact'],
  ul: ['type', 'compact'],
  li: ['type', 'value'],
  dl: ['compact'],
  p: ['align'],
  div: ['align'],
  h1: ['align'],
  h2: ['align'],
  h3: ['align'],
  h4: ['align'],
  h5: ['align'],
  h6: ['align'],
  hr: ['align', 'noshade', 'size', 'width'],
  br: ['clear'],
  code: ['class'],
  pre: ['class', 'width'],
  meter: ['value', 'min', 'max', 'low', 'high', 'optimum'],
  progress: ['value', 'max'],
}

/** HTML's boolean attributes: there or not, whatever is written. */
export const BOOLEAN_ATTRIBUTES: ReadonlySet<string> = new Set([
  'reversed',
  'compact',
  'open',
  'nowrap',
  'loop',
  'muted',
  'controls',
  'default',
  'noshade',
])

const NUMBER = /^-?\d{1,9}(?:\.\d{1,9})?$/
const COUNT = /^\d{1,5}$/
const SIZE = /^\d{1,6}(?:\.\d{1,6})?(?:px|%)?$/i

/** The values that these attributes may have. */
export const VALUES: Readonly<Record<string, RegExp>> = {
  align: /^(?:left|center|right|justify|char|top|middle|bottom)$/i,
  valign: /^(?:top|middle|bottom|baseline)$/i,
  clear: /^(?:left|right|all|none|both)$/i,
  hreflang: /^[a-z\d-]{1,35}$/i,
  class: /^language-[\w+#.-]{1,30}$/,
  width: SIZE,
  height: SIZE,
  border: COUNT,
  hspace: COUNT,
  vspace: COUNT,
  size: /^[+-]?\d{1,5}$/,
  face: /^[\w ,-]{1,100}$/,
  translate: /^(?:yes|no)$/i,
  preload: /^(?:none|metadata)$/i,
  frame: /^(?:void|above|below|hsides|vsides|lhs|rhs|box|border)$/i,
  rules: /^(?:none|groups|rows|cols|all)$/i,
  char: /^.$/u,
  charoff: SIZE,
  cellpadding: SIZE,
  cellspacing: SIZE,
  span: COUNT,
  value: NUMBER,
  min: NUMBER,
  max: NUMBER,
  low: NUMBER,
  high: NUMBER,
  optimum: NUMBER,
}

/** Attributes that hold one URL; those of media are loaded without a click. */
export const LINK_ATTRIBUTES: ReadonlySet<string> = new Set(['href', 'cite', 'longdesc'])
export const MEDIA_ATTRIBUTES: ReadonlySet<string> = new Set(['src', 'poster'])
