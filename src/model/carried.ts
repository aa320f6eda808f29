/** A page or file elsewhere. */
export interface Reference {
  readonly url: string
  readonly title?: string
}

/** A file beside an episode. */
export interface EpisodeFile {
  readonly url: string
  readonly type?: string
  /** BCP 47. */
  readonly language?: string
}

/** What podcast vocabularies say of an episode. */
export interface Podcast {
  /** Seconds. */
  readonly duration?: number
  readonly episode?: number
  readonly season?: number
  readonly episodeType?: 'full' | 'trailer' | 'bonus'
  readonly explicit?: boolean
  readonly image?: string
  readonly transcripts?: readonly EpisodeFile[]
  readonly chapters?: EpisodeFile
}

/** Where on Earth an item is about (GeoRSS): numbers in turn latitude and longitude, in degrees of WGS 84. */
export interface Place {
  readonly name?: string
  readonly point?: readonly number[]
  readonly line?: readonly number[]
  readonly polygon?: readonly number[]
  /** Its south-western corner, then its north-eastern one. */
  readonly box?: readonly number[]
}

/** What a feed says of an item beside the article, for the feeds that we publish: URLs are absolute http(s), text is plain. */
export interface Carried {
  /** Where readers discuss it. */
  readonly comments?: string
  readonly rights?: string
  /** Pages it is about, or that belong to it; the first is what a link blog links to. */
  readonly related?: readonly Reference[]
  /** The feed from which its source, an aggregator, took it. */
  readonly via?: Partial<Reference> & { readonly id?: string }
  /** The id that its source, an Atom feed, gives itself. */
  readonly feedId?: string
  readonly contributors?: readonly string[]
  /** Web addresses of authors and contributors, by their names. */
  readonly pages?: readonly { readonly name: string; readonly url: string }[]
  /** Only of an item with an enclosure. */
  readonly podcast?: Podcast
  readonly place?: Place
}
