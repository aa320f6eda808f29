/** How pages name their feeds: media types as they are and as they are mistaken, addresses, words. */

/** Media types that are a feed's alone, also as sites mistake them: `application/rss`, `text/rss+xml`, `application/x.atom+xml`. */
export const FEED_TYPE =
  /^(?:application|text)\/(?:x[.-])?(?:(?:rss|atom|rdf)(?:[+-]xml)?|xml\+(?:rss|atom)|feed\+json|vnd\.wap\.rss\+xml)$/
/** Types that feeds are sent with, and much else. */
export const ANY_TYPE = /^(?:(?:application|text)\/(?:xml|json|x-xml)|text\/html)?$/

/** An address that can hardly be anything but a feed's: `/feed/`, `/rss.xml`, `/index.atom`, `?feed=rss2`. */
export const FEED_ADDRESS =
  /(?:\/(?:feed|feeds|rss|rss2|atom|rdf)\/?(?:$|\?)|\/(?:[\w-]*(?:rss|atom|feed|rdf)[\w-]*|index)\.(?:xml|rss|atom|rdf|json)(?:$|\?)|\.(?:rss|atom|rdf)(?:$|\?)|[?&](?:feed|format|type|output)=(?:rss2?|atom|rdf|feed)\b|\/feeds\/posts\/(?:default|summary)(?:$|\?)|\/syndication\.axd(?:$|\?)|^https?:\/\/feeds?\.[\w-]+\.\w+\/.)/i

/** What such an address holds. */
export const FEED_WORD = /feed|rss|atom|rdf|index\.(?:xml|json)|syndication/i

/** What a link to a feed says, as its whole text. */
export const FEED_TEXT =
  /^(?:.{0,30}\b)?(?:rss|atom|feeds?|web ?feed|xml|json feed|newsfeed|syndicat\w*|subscribe|abonnieren|s'abonner|suscribirse|購読)(?:\b.{0,20})?$/i

/** Feeds of what readers write, by address or by title. */
export const COMMENTS_ADDRESS =
  /\/comments?(?:\/|$|\.)|[?&]feed=comments|[?&]withcomments|\/(?:kommentare?|commentaires?|comentarios|reacties)\//i
export const COMMENTS_TITLE =
  /comment|kommentar|commentaire|comentari|commenti|reacties|kommentit|komentar|hozzászól|σχόλια|yorum|комментари|коментар|تعليق|コメント|评论|評論|留言|댓글/i

/** Addresses of interfaces that answer with JSON or XML of another kind. */
export const NO_FEED = /\/wp-json\/|oembed|\/api\/|\/xmlrpc|opensearch|manifest|sitemap|wlwmanifest|\/rsd\b/i
