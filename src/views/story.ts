import { everything, showing } from '../config/watched.ts'
import { chooseStory, compose, membersPage } from '../curate/curate.ts'
import { publishedAt } from '../curate/entry.ts'
import { sourceFace, type SourceFace } from '../curate/masthead.ts'
import type { FeedConfig } from '../model/config.ts'
import type { PublishedEntry } from '../model/published.ts'
import type { StoredCopy } from '../model/story.ts'
import { iso, type Instant } from '../model/time.ts'
import type { Version } from '../store/port/rulings.ts'
import type { Wire } from './wire.ts'

/** One story as everybody shows it: its page, its data, and `explain`. */
export interface StoryView {
  /** The id it has now: that of the story that took it in, where it was merged. */
  readonly id: string
  /** As a feed of everything would publish it: by the copy that is shown. */
  readonly entry: PublishedEntry
  /** How many items it has, and from how many sources. */
  readonly size: number
  readonly sources: number
  /** A page of them, by first seen; never empty. */
  readonly members: readonly MemberView[]
  /** Where the next page starts; absent at the end. */
  readonly next?: number
  /** The feeds that show a source of these. */
  readonly feeds: readonly FeedConfig[]
}

export interface MemberView {
  readonly item: StoredCopy
  readonly source: SourceFace
  readonly published: Instant
  /** Whether it is the copy that is shown for the story. */
  readonly isShown: boolean
  /** What it was before, the last replaced first. */
  readonly versions: readonly Version[]
}

/** The story that an id stands for now, and the page of its items behind `after`; undefined where there is none. */
export async function viewStory({ store, feeds, masthead, now }: Wire, asked: string, after = 0): Promise<StoryView | undefined> {
  const id = await store.currentStory(asked)
  const chosen = await chooseStory(store, id)
  if (!chosen) return undefined
  const all = everything(feeds)
  const [entry] = compose(all, { entries: [chosen], names: chosen.names }, masthead, 0, now()).entries
  const { members, next } = await membersPage(store, id, after)
  const [names, versions] = await Promise.all([
    store.faces([...new Set(members.map(({ source }) => source))]),
    store.versions(members.map((member) => member.id)),
  ])
  return {
    id,
    entry: entry!,
    size: chosen.members,
    sources: chosen.copyCount + 1,
    members: members.map((item) => ({
      item,
      source: sourceFace(item.source, all, names.get(item.source)),
      published: publishedAt(item),
      isShown: item.id === chosen.primary.id,
      versions: versions.get(item.id) ?? [],
    })),
    ...(next === undefined ? {} : { next }),
    feeds: [...new Set(members.flatMap(({ source }) => showing(feeds, source)))],
  }
}

/** A story with all of its items, page after page. */
export async function viewWholeStory(wire: Wire, asked: string): Promise<StoryView | undefined> {
  const first = await viewStory(wire, asked)
  if (!first) return undefined
  const members = [...first.members]
  for (let { next } = first; next !== undefined;) {
    const page: StoryView | undefined = await viewStory(wire, first.id, next)
    members.push(...(page?.members ?? []))
    next = page?.next
  }
  return { ...first, members }
}

/** A story as data: its primary copy, and who else ran it, the surest copies first. */
export const storyData = ({ story, title, url, published, updated, source, note, excerpt, copies, copyCount }: PublishedEntry) => ({
  id: story,
  title,
  url,
  published: iso(published),
  updated: iso(updated),
  source: { name: source.name, url: source.url },
  note: note?.text,
  excerpt,
  copies: copies.toSorted((a, b) => b.score - a.score).map(({ published: at, ...copy }) => ({ ...copy, published: iso(at) })),
  copyCount: copyCount ?? copies.length,
})

/** A story as data, with the items of one page and why each belongs to it. */
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
