import { webAddress } from '../../../address/published.ts'
import { STATE } from '../../../model/standing.ts'
import { line } from '../../../publish/xml.ts'
import { markup, type Markup } from '../../../publish/page/layout.ts'
import { count, fromNow, momentOf, time } from '../../../publish/page/words.ts'
import { actSentence } from '../../../views/act-sentence.ts'
import type { DeskRow } from '../../../views/desk.ts'
import { hidden, keyed, type Desk } from './frame.ts'

interface RowView extends Desk {
  /** Slug of the feed; empty: all feeds together. */
  readonly feed: string
  /** Whether the feed shows stories; else items. */
  readonly folds: boolean
}

/** What the screen reader hears once a row was swapped. */
interface Spoken {
  readonly said?: string
}

/** A story in a list, with all that can be done about it. `said`: what was just done. */
export function deskRow(row: DeskRow, view: RowView, { said }: Spoken = {}): Markup {
  const { entry, id } = row
  const title = line(entry.title) || 'Untitled'
  const { root, feed, folds } = view
  return markup`<li class="row" id="e-${id}" data-row data-state="${nameOf(row)}"${said === undefined ? '' : markup` data-said="${said}"`}>
<input class="tick" type="checkbox" name="story" value="${entry.story}" form="merge" aria-label="Tick “${title}”"${keyed('tick', 'Tick')}>
<div class="what">
<p class="kicker"><span class="source"><bdi>${line(entry.source.name)}</bdi></span> ${time(entry.published, fromNow(entry.published, view.now))}${copies(row)}${marks(row, view)}</p>
<h2 dir="auto"><a href="${root}/desk/stories/${entry.story}"${keyed('open', 'Open')}><bdi>${title}</bdi></a></h2>
${remarks(row)}<form class="acts" method="post" action="${root}/desk/acts">
${hidden({ story: entry.story, item: folds ? undefined : id, seen: view.seen, back: view.back, tab: feed })}
${buttons(row)}${original(entry.url)}${copiesOf(row) > 1 ? markup`<a class="act" href="${root}/desk/stories/${entry.story}#copies"${keyed('split', 'Take copies apart')}>Copies</a>` : ''}
${where(feed)}
</form>
<div class="more">${wordForm(row, view, RENAME)}${wordForm(row, view, NOTE)}${row.ruling.withdrawn ? '' : wordForm(row, view, WITHDRAW)}</div>
${lastAct(row, view)}</div>
</li>
`
}

/** How a row is called, for the style. */
const nameOf = ({ state, isPinned }: DeskRow): string =>
  isPinned ? 'pinned' : Object.entries(STATE).find(([, value]) => value === state)![0]

const copiesOf = ({ entry }: DeskRow) => (entry.copyCount ?? entry.copies.length) + 1
const copies = (row: DeskRow) => (copiesOf(row) > 1 ? `, ${count(copiesOf(row), 'source')}` : '')

function marks({ isPinned, ruling, state }: DeskRow, { now }: RowView): readonly Markup[] {
  const badge = (text: string, kind: string) => markup` <span class="badge ${kind}">${text}</span>`
  return [
    ...(isPinned && ruling.pin ? [badge(`pinned until ${momentOf(ruling.pin.until)}`, 'pinned')] : []),
    ...(state === STATE.held ? [badge('held by the rules', 'held')] : []),
    ...(state === STATE.hidden && !ruling.withdrawn ? [badge('hidden', 'hidden')] : []),
    ...(ruling.withdrawn ? [badge(`withdrawn ${fromNow(ruling.withdrawn.at, now)}`, 'hidden')] : []),
    ...(ruling.title === undefined ? [] : [badge('renamed', 'changed')]),
    ...(ruling.note === undefined ? [] : [badge('note', 'changed')]),
  ]
}

const remarks = ({ publishersTitle, ruling }: DeskRow) =>
  markup`${
    publishersTitle === undefined
      ? ''
      : markup`<p class="meta" dir="auto">The publisher’s headline: <bdi>${line(publishersTitle)}</bdi></p>\n`
  }${ruling.note === undefined ? '' : markup`<p class="meta" dir="auto">Note: <bdi>${line(ruling.note)}</bdi></p>\n`}`

function buttons({ isPinned, state, ruling }: DeskRow): readonly Markup[] {
  const button = (act: string, label: string, key: 'pin' | 'hide') =>
    markup`<button class="act" name="act" value="${act}"${keyed(key, label)}>${label}</button>\n`
  if (ruling.withdrawn) return []
  return [
    isPinned ? button('unpin', 'Unpin', 'pin') : button('pin', 'Pin', 'pin'),
    state === STATE.published ? button('hide', 'Hide', 'hide') : button('unhide', 'Show again', 'hide'),
  ]
}

const original = (url: string | undefined) => {
  const address = webAddress(url)
  return address === undefined
    ? ''
    : markup`<a class="act" href="${address}" rel="noopener noreferrer"${keyed('original', 'Original')}>Original</a>\n`
}

/** Whether an act is on this feed, or on all of them. */
const where = (feed: string): Markup | '' =>
  feed === ''
    ? ''
    : markup`<select class="where" name="feed" aria-label="Where it counts"><option value="${feed}">in this feed</option><option value="">in all feeds</option></select>`

interface Words {
  readonly act: 'rename' | 'note' | 'withdraw'
  readonly label: string
  /** The field that the words go into, and what it asks for. */
  readonly field: 'value' | 'why'
  readonly asks: string
  readonly written: (row: DeskRow) => string
}

export const RENAME: Words = {
  act: 'rename',
  label: 'Rename',
  field: 'value',
  asks: 'Headline (empty: the publisher’s own)',
  written: ({ entry }) => line(entry.title),
}
export const NOTE: Words = {
  act: 'note',
  label: 'Note',
  field: 'value',
  asks: 'Note, printed before the text (empty: none)',
  written: ({ ruling }) => ruling.note ?? '',
}
export const WITHDRAW: Words = {
  act: 'withdraw',
  label: 'Withdraw',
  field: 'why',
  asks: 'Reason, which subscribers read',
  written: () => '',
}

/** An act that takes words, folded away until they are wanted. */
export function wordForm(row: DeskRow, { root, feed, folds, seen, back }: RowView, { act, label, field, asks, written }: Words): Markup {
  const id = `${act}-${row.id}`
  const input =
    act === 'note'
      ? markup`<textarea id="${id}" name="${field}" rows="3" maxlength="2000" dir="auto">${written(row)}</textarea>`
      : markup`<input id="${id}" name="${field}" value="${written(row)}" maxlength="500" dir="auto" autocomplete="off">`
  return markup`<details>
<summary${keyed(act, label)}>${label}</summary>
<form class="words" method="post" action="${root}/desk/acts">
${hidden({ story: row.entry.story, item: folds ? undefined : row.id, seen, back, tab: feed, act })}
<label for="${id}">${asks}</label>
${input}
<p>${where(feed)}<button class="main">${label}</button></p>
</form>
</details>
`
}

/** The newest act that holds, and the way back. */
function lastAct({ last, entry }: DeskRow, { root, seen, back, feed, now }: RowView): Markup | '' {
  if (!last) return ''
  return markup`<form class="last" method="post" action="${root}/desk/acts">
${hidden({ act: 'undo', value: last.id, story: entry.story, seen, back, tab: feed })}
<span class="meta" dir="auto">${actSentence(last, 'it')}, ${time(last.at, fromNow(last.at, now))}</span>
<button class="act"${keyed('undo', 'Undo')}>Undo</button>
</form>
`
}
