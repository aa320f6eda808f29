import type { Act, ActName } from '../model/act.ts'

/** What each act is called where it was done: `ann hid a story in japan-defense`. */
/** A headline within a sentence. */
export const quoted = (headline: string | undefined): string | undefined => (headline === undefined ? undefined : `“${headline}”`)

const PAST: { readonly [act in ActName]: string } = {
  pin: 'pinned',
  unpin: 'unpinned',
  hide: 'hid',
  unhide: 'showed again',
  rename: 'renamed',
  note: 'wrote a note on',
  split: 'took a copy apart from',
  merge: 'put together with another',
  show: 'chose the copy that is shown of',
  withdraw: 'withdrew',
  undo: 'took back an act on',
}

/** An act as a sentence for people; `called` is how its story is called there. */
export function actSentence({ by, act, feed, story, item, value, why, undoes }: Act, called = `story ${story}`): string {
  const verb = act === 'show' && item === undefined ? 'left the copy that is shown to the machine, of' : PAST[act]
  const where = feed === undefined ? '' : ` in ${feed}`
  const details: { readonly [act in ActName]?: string } = {
    pin: ` until ${value?.slice(0, 16).replace('T', ' ')} UTC`,
    rename: value ? `: “${value}”` : ', as the publisher calls it',
    note: value ? `: ${value}` : ': nothing any more',
    merge: ` (${value})`,
    undo: ` (${undoes})`,
  }
  return `${by} ${verb} ${called}${where}${details[act] ?? ''}${why ? ` (${why})` : ''}`
}
