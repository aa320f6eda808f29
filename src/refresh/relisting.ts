import { sourceFace } from '../curate/masthead.ts'
import { choicesOf, listingsOf, relistVisit, storiesToKnow } from '../curate/standing.ts'
import type { Decision } from '../dedupe/decision.ts'
import type { FeedConfig } from '../model/config.ts'
import { NO_STANDINGS } from '../model/standing.ts'
import type { StoredItem } from '../model/story.ts'
import type { SourceRecord } from '../model/source.ts'
import type { Save } from '../store/port/items.ts'
import type { Store } from '../store/port/store.ts'
import type { Changes } from './outcome.ts'

/** What a visit changes in what feeds hold; `items` are those of the decisions, as they will be stored. One read, where a story is known already. */
export async function relistingOf(
  { store, feeds }: { readonly store: Store; readonly feeds: readonly FeedConfig[] },
  source: SourceRecord,
  title: string,
  decisions: readonly Decision[],
  items: readonly StoredItem[],
): Promise<NonNullable<Save['relisting']>> {
  const listings = listingsOf(feeds).filter(({ prefer }) => prefer.has(source.url))
  const known = storiesToKnow(decisions)
  const before =
    known.length === 0
      ? NO_STANDINGS
      : await store.standings(
          listings.map(({ feed }) => feed),
          known,
        )
  // an item that is stored keeps its place, whatever the visit says
  const settled = decisions.map((decision, n) => ({ decision, ...placeOf(decision.stored ?? items[n]!) }))
  const record = { ...source, ...(title === '' ? {} : { title }) }
  const naming = (url: string, feed: FeedConfig) => sourceFace(url, feed, record).name
  return { ...relistVisit(settled, before, listings, naming), choices: choicesOf(feeds) }
}

const placeOf = ({ firstSeen, at }: Pick<StoredItem, 'firstSeen' | 'at'>) => ({ firstSeen, at })

/** Leaves the lists of the stories that were there before to a look at all of their items. */
export function insisting(changes: Changes, insists: boolean): Changes {
  const { relisting, decisions } = changes
  if (!insists || !relisting) return changes
  const known = new Set(storiesToKnow(decisions))
  const facts = relisting.facts.filter(({ id }) => !known.has(id))
  const standings = relisting.standings.filter(({ entry }) => !known.has(entry))
  return { ...changes, insists: true, relisting: { ...relisting, facts, standings, unlisted: [...known] } }
}
