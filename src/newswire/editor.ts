import type { Story } from '../model/story.ts'
import { performAct, type ActRequest, type Performed, type Refused } from './acts.ts'
import type { Press } from './render.ts'

/** What came of a decision: the story as it is now, or why nothing was done. */
export type Ruled = { readonly ok: true; readonly story: Story } | Refused

/** Who decides where nobody says a name. */
const SOMEBODY = 'editor'

/** Takes an item, named by id or address, out of its story; gives the story that this makes. */
export const splitItem = (press: Press, item: string, by = SOMEBODY): Promise<Ruled> =>
  ruled(press, { act: 'split', by, item }, ({ act }) => act.other!)

/** Makes two stories one, each named by its id, or by the id or address of an item. The one that was first seen keeps its id. */
export const mergeStories = (press: Press, one: string, other: string, by = SOMEBODY): Promise<Ruled> =>
  ruled(press, { act: 'merge', by, story: one, value: other })

/** Chooses the copy that is shown for its story, whatever the policy says; `no` gives the choice back to the policy. */
export const showItem = (press: Press, what: string, no = false, by = SOMEBODY): Promise<Ruled> =>
  ruled(press, no ? { act: 'show', by, story: what } : { act: 'show', by, item: what })

async function ruled(
  press: Press,
  asked: ActRequest,
  storyOf: (done: Extract<Performed, { ok: true }>) => string = ({ story }) => story,
): Promise<Ruled> {
  const done = await performAct(press, asked)
  if (!done.ok) return done
  const [story] = await press.store.stories([storyOf(done)])
  return story ? { ok: true, story } : { ok: false, problem: { code: 'changed', message: 'The story changed meanwhile; look again.' } }
}
