import { everything, showing } from '../config/watched.ts'
import { compose, copiesInOrder, publishedAt } from '../curate/curate.ts'
import { recordsByUrl, sourceFace, type SourceFace } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'
import type { PublishedEntry } from '../model/published.ts'
import type { StoredItem } from '../model/story.ts'
import { iso, type Instant } from '../model/time.ts'
import type { Version } from '../store/port/rulings.ts'
import type { Wire } from './wire.ts'

/** One story as everybody shows it: its page, its data, and `explain`. */
export interface StoryView {
  /** The id it has now: that of the story that took it in, where it was merged. */
  readonly id: string
  /** As a feed of everything would publish it: by the copy that is shown. */
  readonly entry: PublishedEntry
  /** In order of first seen; never empty. */
  readonly members: readonly MemberView[]
  /** The feeds that show one of its sources. */
  readonly feeds: readonly FeedConfig[]
}

export interface MemberView {
  readonly item: StoredItem
  readonly source: SourceFace
  readonly published: Instant
  /** Whether it is the copy that is shown for the story. */
  readonly isShown: boolean
  /** What it was before, the last replaced first. */
  readonly versions: readonly Version[]
}

/** The stories that these ids stand for now, each once; ids that stand for none are left out. */
export async function viewStories({ store, feeds, masthead, now }: Wire, ids: readonly string[]): Promise<readonly StoryView[]> {
  const current = await Promise.all(ids.map((id) => store.currentStory(id)))
  const stories = await store.stories([...new Set(current)])
  const versions = await store.versions(stories.flatMap(({ items }) => items.map(({ id }) => id)))
  const records = await recordsByUrl(store)
  const all = everything(feeds)
  const { entries } = compose(all, stories, records, masthead, 0, now())
  return stories.map((story, index) => {
    const [shown] = copiesInOrder(story, all)
    return {
      id: story.id,
      entry: entries[index]!,
      members: story.items.map((item) => ({
        item,
        source: sourceFace(item.source, all, records.get(item.source)),
        published: publishedAt(item),
        isShown: item.id === shown!.id,
        versions: versions.get(item.id) ?? [],
      })),
      feeds: [...new Set(story.items.flatMap(({ source }) => showing(feeds, source)))],
    }
  })
}

/** A story as data: its primary copy, and who else ran it. */
export const storyData = ({ story, title, url, published, updated, source, excerpt, copies }: PublishedEntry) => ({
  id: story,
  title,
  url,
  published: iso(published),
  updated: iso(updated),
  source: { name: source.name, url: source.url },
  excerpt,
  copies: copies.map(({ published: at, ...copy }) => ({ ...copy, published: iso(at) })),
})

/** A story as data, with all that belongs to it and why. */
export const storyDetail = ({ entry, members }: StoryView) => ({
  ...storyData(entry),
  items: members.map(({ item: { id, title, url, firstSeen, join }, source, versions }) => ({
    id,
    title,
    url,
    source,
    firstSeen: iso(firstSeen),
    ...join,
    versions: versions.map(({ at, ...version }) => ({ until: iso(at), ...version })),
  })),
})
