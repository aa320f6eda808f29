import type { PublishedFeed } from '../../model.ts'
import { edition, type Edition } from '../../publish/edition.ts'

/** The feed as a page, rendered with its documents. */
export const feedPage = (feed: PublishedFeed): Edition<'html'> =>
  edition('html', 'text/html; charset=utf-8', `<title>${feed.slug}</title>`, feed.updated)
