import { edition, type Edition } from '../edition.ts'
import { updatedOf } from '../entry.ts'
import { feedPageText, type FeedPage } from './feed.ts'

/** The feed as a page, rendered and stored together with its documents. */
export const feedPage = (feed: FeedPage): Edition<'html'> =>
  edition('html', 'text/html; charset=utf-8', feedPageText(feed), updatedOf(feed))
