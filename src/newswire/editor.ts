import type { ProblemCode } from '../model/codes.ts'
import type { Problem } from '../model/problem.ts'
import type { StoredItem, Story } from '../model/story.ts'
import { canonicalUrl } from '../address/canonical.ts'
import { renderChanged, type Press } from './render.ts'
import type { Store } from '../store/port/store.ts'

/** What came of a decision: the story as it is now, or why nothing was done. */
export type Ruled = { readonly ok: true; readonly story: Story } | { readonly ok: false; readonly problem: Problem }

const refuse = (code: ProblemCode, message: string): Ruled => ({ ok: false, problem: { code, message } })

/** Items by id, story id or address; an address is recognised in every spelling of it. */
export async function lookUp(store: Store, what: string): Promise<readonly StoredItem[]> {
  const found = await store.find(what)
  return found.length > 0 || !URL.canParse(what) ? found : store.find(canonicalUrl(what))
}

/** Takes an item, named by id or address, out of its story. The others keep the story's published id. */
export async function splitItem(press: Press, what: string): Promise<Ruled> {
  const found = await oneItem(press, what)
  if (!found.ok) return found
  const [story] = await press.store.stories([found.item.story])
  if (!story || story.items.length < 2) return refuse('alone', `“${found.item.title}” stands alone in its story already.`)
  return ruled(press, await press.store.split(found.item, press.now()))
}

/** Makes two stories one, each named by its id, or by the id or address of an item. The one that was first seen keeps its id. */
export async function mergeStories(press: Press, one: string, other: string): Promise<Ruled> {
  const stories = await Promise.all([one, other].map((what) => storyOf(press, what)))
  const lost = stories.findIndex((story) => !story)
  if (lost >= 0) return refuse('unknown', `Nothing is stored for ${[one, other][lost]}.`)
  const [keep, gone] = (stories as [Story, Story]).toSorted((a, b) => a.items[0]!.firstSeen - b.items[0]!.firstSeen) as [Story, Story]
  if (keep.id === gone.id) return refuse('same', 'These are one story already.')
  await press.store.merge(keep.id, gone.id, press.now())
  return ruled(press, keep.id)
}

/** Chooses the copy that is shown for its story, whatever the policy says; `no` gives the choice back to the policy. */
export async function showItem(press: Press, what: string, no = false): Promise<Ruled> {
  const found = await oneItem(press, what)
  if (!found.ok) return found
  await press.store.show(found.item.story, no ? undefined : found.item.id, press.now())
  return ruled(press, found.item.story)
}

async function ruled(press: Press, id: string): Promise<Ruled> {
  await renderChanged(press)
  const [story] = await press.store.stories([id])
  return story ? { ok: true, story } : refuse('changed', 'The story changed meanwhile; look again.')
}

async function storyOf({ store }: Press, what: string): Promise<Story | undefined> {
  const [item] = await lookUp(store, what)
  const [story] = await store.stories([item?.story ?? (await store.currentStory(what))])
  return story
}

type Found = { readonly ok: true; readonly item: StoredItem } | Extract<Ruled, { ok: false }>

async function oneItem({ store }: Press, what: string): Promise<Found> {
  const items = await lookUp(store, what)
  const [item] = items
  if (!item) return refuse('unknown', `Nothing is stored for ${what}.`) as Found
  const chosen = items.length === 1 ? item : items.find(({ id }) => id === what)
  return chosen
    ? { ok: true, item: chosen }
    : (refuse(
        'several',
        `${what} names ${items.length} items; name one by its id: ${items.map(({ id, source }) => `${id} (${source})`).join(', ')}.`,
      ) as Found)
}
