import type { Act, ActName, Before } from '../model/act.ts'
import type { ProblemCode } from '../model/codes.ts'
import type { Problem } from '../model/problem.ts'
import { actInForce, chosenCopy, PAIR, undoneActs, type Scope } from '../curate/acts.ts'
import { mergeArrangement, restoredArrangement, splitArrangement, type Rearranged } from '../curate/arrangement.ts'
import { readValue, readWhy } from '../curate/said.ts'
import { splitStoryId } from '../dedupe/identity.ts'
import { STATE } from '../model/standing.ts'
import type { StoredItem } from '../model/story.ts'
import { present } from '../present.ts'
import type { Docket, NewAct } from '../store/port/acts.ts'
import { lookUp } from './look-up.ts'
import { renderChanged, type Press } from './render.ts'

/** What an editor asks for; ids and addresses as they were given. */
export interface ActRequest {
  readonly act: ActName
  /** Name of the editor. */
  readonly by: string
  /** Id of a story, or id or address of an item of it; `split` and `show` can do without, `undo` too. */
  readonly story?: string | undefined
  readonly feed?: string | undefined
  readonly item?: string | undefined
  readonly value?: string | undefined
  readonly why?: string | undefined
  /** The newest act that the editor knew of. */
  readonly seen?: number | undefined
}

/** The act as it is stored and the story as it stands now; or why nothing was done. */
export type Performed = { readonly ok: true; readonly act: Act; readonly story: string } | Refused

export interface Refused {
  readonly ok: false
  readonly problem: Problem
  /** The field of the request that is wrong. */
  readonly field?: keyof ActRequest
  /** What another editor did since. */
  readonly between?: Act
}

const refuse = (code: ProblemCode, message: string, field?: keyof ActRequest): Refused => ({
  ok: false,
  problem: { code, message },
  ...(field ? { field } : {}),
})

/** Somebody decided meanwhile, or items were stored: so often in a row it means something else. */
const MOST_TRIES = 20

/**
 * Does what an editor says, and publishes it, the feed that was named first. It is stored before: who publishes later, after a crash or in the
 * next invocation, publishes it too.
 */
export async function performAct(press: Press, asked: ActRequest): Promise<Performed> {
  const now = press.now()
  const value = readValue(asked.act, asked.value, now)
  if (!value.ok) return refuse('bad-act', value.why, 'value')
  const why = readWhy(asked.why)
  if (!why.ok) return refuse('bad-act', why.why, 'why')
  if (asked.feed && !press.feeds.some(({ slug }) => slug === asked.feed)) return refuse('bad-act', 'no feed has this slug', 'feed')
  const request = { ...asked, feed: asked.feed || undefined, value: value.value, why: why.value || undefined }
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const decided = await decideAct(press, request)
    if ('ok' in decided) return decided
    const act = await press.store.act(decided)
    if (!act) continue
    await renderChanged(press, (behind) => behind.toSorted((a, b) => Number(b.slug === asked.feed) - Number(a.slug === asked.feed)))
    return { ok: true, act, story: await press.store.currentStory(act.story) }
  }
  return refuse('changed', 'The story changes all the time; try again.')
}

/** What is to be stored, from what is stored now. */
async function decideAct(press: Press, asked: ActRequest): Promise<NewAct | Refused> {
  if (asked.act === 'undo') return decideUndo(press, asked)
  const found = await subjectOf(press, asked)
  if ('ok' in found) return found
  const { story, item, other } = found
  const stories = other === undefined ? [story] : [story, other]
  const docket = await press.store.docket(stories)
  if (docket.members.every((member) => member.story !== story))
    return refuse('unknown', `Nothing is stored for ${asked.story ?? asked.item}.`, 'story')
  const between = newestSince(docket, asked.seen)
  if (between) return overtaken(between)
  const subject = { docket, story, item: item?.id, at: press.now() }
  if (asked.act === 'split') return decideSplit(asked, { ...subject, copy: item! })
  if (asked.act === 'merge') return decideMerge(asked, { ...subject, other: other! })
  return decideRuling(press, asked, subject)
}

interface Subject {
  readonly story: string
  readonly item?: StoredItem
  readonly other?: string
}

/** Which stories, and which copy, an editor means. */
async function subjectOf({ store }: Press, asked: ActRequest): Promise<Subject | Refused> {
  const wantsItem = asked.act === 'split' || asked.act === 'show'
  const item = asked.item === undefined ? undefined : await oneItem(store, asked.item)
  if (item && 'ok' in item) return item
  if (wantsItem && !item && (asked.act === 'split' || asked.story === undefined))
    return refuse('bad-act', 'the id or the address of a copy', 'item')
  const story = item?.story ?? (asked.story === undefined ? undefined : await storyNamed(store, asked.story))
  if (story === undefined)
    return asked.story === undefined
      ? refuse('bad-act', 'the id of a story', 'story')
      : refuse('unknown', `Nothing is stored for ${asked.story}.`, 'story')
  if (asked.act !== 'merge') return { story, ...(item ? { item } : {}) }
  if (asked.value === undefined || asked.value === '') return refuse('bad-act', 'the id of the other story', 'value')
  const other = await storyNamed(store, asked.value)
  return other === undefined ? refuse('unknown', `Nothing is stored for ${asked.value}.`, 'value') : { story, other }
}

async function storyNamed(store: Press['store'], what: string): Promise<string | undefined> {
  const [item] = await lookUp(store, what)
  if (item) return item.story
  const current = await store.currentStory(what)
  return current === what ? undefined : current
}

async function oneItem(store: Press['store'], what: string): Promise<StoredItem | Refused> {
  const items = await lookUp(store, what)
  const [first] = items
  if (!first) return refuse('unknown', `Nothing is stored for ${what}.`, 'item')
  const chosen = items.length === 1 ? first : items.find(({ id }) => id === what)
  const named = items.map(({ id, source }) => `${id} (${source})`).join(', ')
  return chosen ?? refuse('several', `${what} names ${items.length} items; name one by its id: ${named}.`, 'item')
}

/** What somebody decided on these stories after the act that the editor saw last. */
const newestSince = ({ acts }: Docket, seen: number | undefined): Act | undefined =>
  seen === undefined ? undefined : acts.findLast(({ id }) => id > seen)

const overtaken = (between: Act): Refused => ({
  ...refuse('ruled', `Nothing was changed: ${between.by} decided on this story meanwhile (${between.act}). Look again.`),
  between,
})

interface At {
  readonly docket: Docket
  readonly story: string
  readonly at: number
  readonly item?: string | undefined
}

const newAct = (
  asked: ActRequest,
  { docket, story, at, item }: At,
  more: { readonly [K in keyof Act]?: Act[K] | undefined } = {},
): Pick<NewAct, 'act' | 'docket'> => ({
  docket,
  act: present<Omit<Act, 'id'>>({
    at,
    by: asked.by,
    act: asked.act,
    story,
    feed: asked.feed,
    item,
    value: asked.value || undefined,
    why: asked.why,
    other: undefined,
    undoes: undefined,
    before: undefined,
    ...more,
  }),
})

const rearranged = ({ forth, back }: Rearranged, docket: Docket, stories: readonly string[]) => ({
  changes: forth,
  stories: [...stories, ...forth.aliases.map(([story]) => story)],
  items: docket.members.map(({ id }) => id),
  before: { arrangement: back } satisfies Before,
})

function decideSplit(asked: ActRequest, { copy, ...at }: At & { readonly copy: StoredItem }): NewAct | Refused {
  const { docket, story } = at
  if (docket.members.filter((member) => member.story === story).length < 2)
    return refuse('alone', `“${copy.title}” stands alone in its story already.`)
  const made = splitStoryId(copy.id, story, at.at)
  const { before, ...more } = rearranged(
    splitArrangement(
      docket.members.find(({ id }) => id === copy.id)!,
      made,
      docket,
    ),
    docket,
    [story, made],
  )
  return { ...newAct({ ...asked, feed: undefined }, at, { other: made, before }), ...more, indexed: copy }
}

/** The story that was first seen keeps its id. */
function decideMerge(asked: ActRequest, { other, ...at }: At & { readonly other: string }): NewAct | Refused {
  const { docket, story } = at
  if (story === other) return refuse('same', 'These are one story already.')
  const firstSeen = (id: string) => docket.members.find((member) => member.story === id)?.firstSeen ?? Number.POSITIVE_INFINITY
  const [keep, gone] = firstSeen(story) <= firstSeen(other) ? [story, other] : [other, story]
  const { before, ...more } = rearranged(mergeArrangement(keep, gone, docket), docket, [keep, gone])
  return { ...newAct({ ...asked, feed: undefined, value: gone }, { ...at, story: keep }, { other: gone, before }), ...more }
}

/** Everything that moves no item: what holds is derived from the acts, so that only the act itself is stored. */
async function decideRuling(press: Press, asked: ActRequest, at: At): Promise<NewAct | Refused> {
  const { docket, story } = at
  const pair = PAIR[asked.act]!
  const config = press.feeds.find(({ slug }) => slug === asked.feed)
  const folds = config?.dedupe ?? true
  const scope: Scope = { feed: asked.feed ?? '', entry: folds ? story : (at.item ?? story), folds }
  const own = docket.acts.filter((act) => act.story === story)
  // where no feed is named, what only one feed says does not count
  const before = actInForce(asked.feed === undefined ? own.filter(({ feed }) => feed === undefined) : own, pair, scope)
  const isHeld =
    asked.act === 'unhide' && before?.act !== 'hide' && config !== undefined && (await isHeldBack(press, config.slug, scope.entry))
  const value = asked.act === 'unhide' ? (isHeld ? 'publish' : undefined) : asked.value
  if (isSame(asked.act, value, at.item, before, isHeld)) return refuse('settled', 'It is so already.')
  const item = asked.act === 'show' || !folds ? at.item : undefined
  const said = newAct(
    { ...asked, value, ...(asked.act === 'show' ? { feed: undefined } : {}) },
    { ...at, item },
    before?.value ? { before: { value: before.value } } : {},
  )
  return {
    ...said,
    stories: [story],
    items: docket.members.map(({ id }) => id),
    ...(asked.act === 'show' ? { shown: { story, item: item ?? null } } : {}),
  }
}

async function isHeldBack({ store }: Press, feed: string, entry: string): Promise<boolean> {
  const { standings } = await store.standings([feed], [entry])
  return standings.some((standing) => standing.feed === feed && standing.entry === entry && standing.state === STATE.held)
}

/** Whether it would change nothing: said twice, an undo would seem not to work. */
function isSame(act: ActName, value: string | undefined, item: string | undefined, before: Act | undefined, isHeld: boolean): boolean {
  if (act === 'unpin') return before?.act !== 'pin'
  if (act === 'unhide') return before?.act !== 'hide' && !isHeld
  if (act === 'show') return before?.item === item
  if (before?.act !== act) return (act === 'rename' || act === 'note') && !value
  return act !== 'pin' && (before.value ?? '') === (value ?? '')
}

async function decideUndo(press: Press, asked: ActRequest): Promise<NewAct | Refused> {
  const id = /^\d{1,15}$/.test(asked.value ?? '') ? Number(asked.value) : undefined
  if (id === undefined) return refuse('bad-act', 'the id of an act', 'value')
  const act = await press.store.actById(id)
  if (!act) return refuse('unknown', `There is no act ${id}.`, 'value')
  const back = act.before?.arrangement
  const stories = act.other === undefined ? [act.story] : [act.story, act.other]
  const docket = await press.store.docket(stories, back?.items.map((item) => item.id) ?? [])
  const between = newestSince(docket, asked.seen)
  if (between) return overtaken(between)
  if (undoneActs(docket.acts).has(id)) return refuse('undone', 'It was taken back already.')
  const copied = { feed: act.feed, other: act.other, undoes: id }
  const at: At = { docket, story: act.story, at: press.now(), item: act.item }
  const items = docket.members.map((member) => member.id)
  if (!back && isArranging(act, docket)) return refuse('changed', 'How it was before is not known: it was decided before there was a log.')
  if (!back) {
    const said = newAct(asked, at, copied)
    return { ...said, stories, items, ...shownAfter({ ...said.act, id: docket.newest + 1 }, act, docket) }
  }
  const restored = restoredArrangement(back, docket)
  if (!restored) return refuse('changed', 'Its copies stand elsewhere by now: take back first what was decided since.')
  const { before, ...more } = rearranged(restored, docket, stories)
  return { ...newAct(asked, at, { ...copied, before }), ...more }
}

/** Whether it moved items; an undo does what the act did that it takes back. */
function isArranging(act: Act, { acts }: Docket): boolean {
  if (act.act === 'split' || act.act === 'merge') return true
  const undone = acts.find(({ id }) => id === act.undoes)
  return undone !== undefined && isArranging(undone, { acts } as Docket)
}

/** Another copy may be shown once a choice, or the undo of one, is taken back. */
function shownAfter(undo: Act, undone: Act, { acts }: Docket): Pick<NewAct, 'shown'> {
  const own = [...acts, undo].filter(({ story }) => story === undone.story)
  return { shown: { story: undone.story, item: chosenCopy(own, undone.story) ?? null } }
}
