import type { PublishedFeed } from '../../model/published.ts'
import { edition, type Edition } from '../edition.ts'
import { updatedOf } from '../entry.ts'
import { feedPageText } from './feed.ts'

/** The feed as a page, rendered and stored together with its documents. */
export const feedPage = (feed: PublishedFeed): Edition<'html'> =>
  edition('html', 'text/html; charset=utf-8', feedPageText(feed), updatedOf(feed))
