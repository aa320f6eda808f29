import type { Arrangement, Around, Member } from '../model/act.ts'
import type { Join } from '../model/story.ts'

/** Which stories an act rearranges, pure: what it changes, and what puts it back. */

export interface Rearranged {
  readonly forth: Arrangement
  /** What `forth` changes, as it was. */
  readonly back: Arrangement
}

const byHand = (join: Join, evidence: string): Join => ({ reason: 'by-hand', score: 1, evidence, rules: join.rules })

/** What would put back what `forth` changes; its items stand in the story that `forth` takes them to. */
function inverse(forth: Arrangement, { members, pins, aliases }: Around): Arrangement {
  const known = new Map(members.map((member) => [member.id, member]))
  return {
    from: forth.items[0]?.story ?? forth.from,
    items: forth.items.map(({ id, join }) => {
      const { story, join: before } = known.get(id)!
      return { id, story, ...(join ? { join: before } : {}) }
    }),
    pins: forth.pins.map(([item]) => [item, pins.get(item) ?? null]),
    aliases: forth.aliases.map(([story]) => [story, aliases.get(story) ?? null]),
  }
}

const both = (forth: Arrangement, around: Around): Rearranged => ({ forth, back: inverse(forth, around) })

/** Takes an item out into a story of its own. Undone, the id that this made leads to the old story for good. */
export function splitArrangement(item: Member, made: string, around: Around): Rearranged {
  const join = byHand(item.join, 'An editor took it out of another story.')
  const { forth, back } = both(
    { from: item.story, items: [{ id: item.id, story: made, join }], pins: [[item.id, made]], aliases: [] },
    around,
  )
  return { forth, back: { ...back, aliases: [[made, item.story]] } }
}

/** Folds the story `gone` into `keep`: its id leads there from now on, and so does what led to it. */
export function mergeArrangement(keep: string, gone: string, around: Around): Rearranged {
  const moved = around.members.filter(({ story }) => story === gone)
  const items = moved.map(({ id, join }) => ({
    id,
    story: keep,
    ...(join.reason === 'new' || join.reason === 'by-hand' ? { join: byHand(join, 'An editor put its story here.') } : {}),
  }))
  return both({ from: gone, items, pins: moved.map(({ id }) => [id, keep]), aliases: repointed(gone, keep, around) }, around)
}

const repointed = (gone: string, keep: string, { aliases }: Around): Arrangement['aliases'] => [
  [gone, keep],
  ...[...aliases].filter(([, into]) => into === gone).map(([story]) => [story, keep] as const),
]

/**
 * Puts back what was before an act. Where that leaves no story behind, all that is in it goes along; else what joined since stays, unless
 * what it was folded onto goes. Undefined where an item is not where the act has put it: somebody decided on it since.
 */
export function restoredArrangement(before: Arrangement, around: Around): Rearranged | undefined {
  const here = new Map(around.members.filter(({ story }) => story === before.from).map((member) => [member.id, member]))
  const elsewhere = new Set(around.members.filter(({ story }) => story !== before.from).map(({ id }) => id))
  const items = before.items.filter(({ id }) => here.has(id))
  if (items.length === 0 || before.items.some(({ id }) => elsewhere.has(id))) return undefined
  const target = items[0]!.story
  const ends = before.aliases.some(([story, into]) => story === before.from && into !== null)
  const listed = new Set(items.map(({ id }) => id))
  const along = ends ? [...here.keys()].filter((id) => !listed.has(id)) : followers(listed, here)
  const aliases = new Map([...(ends ? repointed(before.from, target, around) : []), ...before.aliases])
  const pinned = along.filter((id) => around.pins.get(id) === before.from)
  const pins = [...before.pins, ...pinned.map((id) => [id, target] as const)]
  const forth = { from: before.from, items: [...items, ...along.map((id) => ({ id, story: target }))], pins, aliases: [...aliases] }
  return both(forth, around)
}

/** Items that were folded onto these, or onto what was. */
function followers(moved: ReadonlySet<string>, here: ReadonlyMap<string, Member>): string[] {
  const going = new Set(moved)
  let before = 0
  while (going.size > before) {
    before = going.size
    for (const [id, { join }] of here) if (join.matched !== undefined && going.has(join.matched)) going.add(id)
  }
  return [...going].filter((id) => !moved.has(id))
}
