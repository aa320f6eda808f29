import type { Act, ActName, Ruling } from '../model/act.ts'
import { DAY, type Duration, type Instant } from '../model/time.ts'

/** How long an entry that was withdrawn stands in its feeds: a reader that asks once a week hears of it too. */
export const WITHDRAWN_FOR: Duration = 7 * DAY

/** One entry of one feed. */
export interface Scope {
  readonly feed: string
  /** Id of the story, or of the item where the feed folds nothing. */
  readonly entry: string
  readonly folds: boolean
}

/** What an act and its opposite decide together: of each pair the newest counts. */
export const PAIR: { readonly [act in ActName]?: 'pin' | 'hide' | 'rename' | 'note' | 'withdraw' | 'show' } = {
  pin: 'pin',
  unpin: 'pin',
  hide: 'hide',
  unhide: 'hide',
  rename: 'rename',
  note: 'note',
  withdraw: 'withdraw',
  show: 'show',
}

/** What changes what a reader reads, so that `updated` moves. */
const NOTICED: ReadonlySet<ActName> = new Set(['rename', 'note', 'withdraw'])

const NO_ACTS: Ruling = { hidden: false, published: false }

/** Ids of the acts that were taken back; of an undo that was taken back the act counts again. */
export function undoneActs(acts: readonly Act[]): ReadonlySet<number> {
  const undone = new Set<number>()
  for (const { id, undoes } of acts.toSorted((a, b) => b.id - a.id)) if (undoes !== undefined && !undone.has(id)) undone.add(undoes)
  return undone
}

const concerns = ({ feed, item }: Act, scope: Scope): boolean =>
  (feed === undefined || feed === scope.feed) && (scope.folds || item === undefined || item === scope.entry)

/** The act that holds, of one pair: the feed's own wins over the general one, then the newer. `acts` are those of one story. */
export function actInForce(acts: readonly Act[], pair: NonNullable<(typeof PAIR)[ActName]>, scope: Scope): Act | undefined {
  const undone = undoneActs(acts)
  return acts
    .filter((act) => PAIR[act.act] === pair && !undone.has(act.id) && concerns(act, scope))
    .toSorted((a, b) => Number(b.feed !== undefined) - Number(a.feed !== undefined) || b.id - a.id)[0]
}

/** What all acts on a story come to for one entry. */
export function rulingOf(acts: readonly Act[], scope: Scope): Ruling {
  const own = acts.filter((act) => concerns(act, scope))
  if (own.length === 0) return NO_ACTS
  const holds = (pair: NonNullable<(typeof PAIR)[ActName]>) => actInForce(own, pair, scope)
  const [pin, hide, withdrawn] = [holds('pin'), holds('hide'), holds('withdraw')]
  const [title, note] = [holds('rename')?.value, holds('note')?.value]
  const noticed = noticedAt(own)
  return {
    hidden: hide?.act === 'hide',
    published: hide?.act === 'unhide' && hide.value !== undefined,
    ...(pin?.act === 'pin' ? { pin: { at: pin.at, until: Date.parse(pin.value!) } } : {}),
    ...(title ? { title } : {}),
    ...(note ? { note } : {}),
    ...(withdrawn ? { withdrawn: { at: withdrawn.at, ...(withdrawn.why ? { why: withdrawn.why } : {}) } } : {}),
    ...(noticed === undefined ? {} : { noticed }),
  }
}

function noticedAt(acts: readonly Act[]): Instant | undefined {
  const byId = new Map(acts.map((act) => [act.id, act]))
  const original = (act: Act): Act | undefined => (act.undoes === undefined ? act : follow(byId.get(act.undoes)))
  const follow = (act: Act | undefined): Act | undefined => act && original(act)
  const times = acts.filter((act) => NOTICED.has(original(act)?.act ?? 'undo')).map(({ at }) => at)
  return times.length > 0 ? Math.max(...times) : undefined
}

/** The copy that an editor chose to be shown, whatever feed is looked at. */
export const chosenCopy = (acts: readonly Act[], story: string): string | undefined =>
  actInForce(acts, 'show', { feed: '', entry: story, folds: true })?.item
