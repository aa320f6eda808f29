import { webAddress } from '../../../address/published.ts'
import { STATE } from '../../../model/standing.ts'
import { line } from '../../../publish/xml.ts'
import { markup, type Markup } from '../../../publish/page/layout.ts'
import { count, momentOf, time, why } from '../../../publish/page/words.ts'
import type { DeskRow, DeskStory } from '../../../views/desk.ts'
import type { MemberView } from '../../../views/story.ts'
import { deskPage, hidden, keyed, type Desk } from './frame.ts'
import { doneLine, type ListView } from './list.ts'
import { logLine } from './log.ts'
import { NOTE, RENAME, WITHDRAW, wordForm } from './row.ts'

interface StoryPageView extends Desk, Pick<ListView, 'done'> {
  readonly story: DeskStory
}

/** A story with its copies, how it stands in each feed, and all that was said of it. */
export const deskStoryPage = (view: StoryPageView): string =>
  deskPage(view, { title: line(view.story.view.entry.title), body: markup`${doneLine(view)}${storyArticle(view)}` })

/** The part that a script swaps. */
export function storyArticle(view: StoryPageView, { said }: { readonly said?: string } = {}): Markup {
  const { story, root, now: _now } = view
  const { view: told, row } = story
  return markup`<article class="whole row" id="s-${told.id}" data-row${said === undefined ? '' : markup` data-said="${said}"`}>
<div class="what">
<h1 dir="auto">${line(told.entry.title)}</h1>
${told.entry.excerpt ? markup`<p class="standfirst" dir="auto">${line(told.entry.excerpt)}</p>\n` : ''}<p class="meta">${count(told.size, 'copy', 'copies')} in ${count(told.sources, 'source')} · <a href="${root}/stories/${told.id}">as everybody sees it</a></p>
${places(view)}
<div class="more">${everywhere(view, row)}</div>
<h2 id="copies">Copies</h2>
<ol class="copies">
${told.members.map((member) => copy(member, view))}</ol>
${together(view)}
<h2>What was said</h2>
${story.log.length === 0 ? markup`<p class="empty">Nothing yet.</p>` : markup`<ol class="log">\n${story.log.map((one) => logLine(one, view))}</ol>`}
</div></article>`
}

const STANDS: { readonly [state: number]: string } = {
  [STATE.published]: 'published',
  [STATE.held]: 'held back by the rules',
  [STATE.hidden]: 'hidden',
  [STATE.withdrawn]: 'published as withdrawn',
}

/** How it stands in each feed, with what changes that there. */
function places(view: StoryPageView): Markup {
  const { story, root, seen, back } = view
  const form = (
    row: DeskRow,
    slug: string,
    name: string,
    item?: string,
  ) => markup`<li><form class="acts" method="post" action="${root}/desk/acts">
${hidden({ story: story.view.id, item, seen, back, feed: slug })}
<b><bdi>${line(name)}</bdi></b> <span class="meta">${STANDS[row.state]}${row.isPinned && row.ruling.pin ? `, pinned until ${momentOf(row.ruling.pin.until)}` : ''}</span>
${
  row.ruling.withdrawn
    ? ''
    : markup`${row.isPinned ? act('unpin', 'Unpin') : markup`<select name="value" aria-label="Pin until">${until(view.now)}</select>${act('pin', 'Pin')}`}
${row.state === STATE.published ? act('hide', 'Hide') : act('unhide', 'Show again')}`
}
</form></li>
`
  const { row } = story
  return markup`<ul class="places">
${form(row, '', 'All feeds')}${story.places.map(({ feed, row: one }) =>
    feed.dedupe ? form(one, feed.slug, feed.title) : form(one, feed.slug, `${feed.title}: ${one.entry.source.name}`, one.id),
  )}</ul>`
}

const act = (name: string, label: string) =>
  markup`<button class="act" name="act" value="${name}"${keyed(name.includes('pin') ? 'pin' : 'hide', label)}>${label}</button>`

const SPANS: readonly (readonly [label: string, hours: number])[] = [
  ['for a day', 24],
  ['for three days', 72],
  ['for a week', 168],
  ['for a month', 720],
]

const until = (now: number) =>
  SPANS.map(([label, hours]) => markup`<option value="${new Date(now + hours * 3_600_000).toISOString()}">${label}</option>`)

const everywhere = (view: StoryPageView, row: DeskRow) => {
  const shown = { ...view, feed: '', folds: true }
  return markup`${wordForm(row, shown, RENAME)}${wordForm(row, shown, NOTE)}${row.ruling.withdrawn ? '' : wordForm(row, shown, WITHDRAW)}`
}

function copy({ item, source, published, isShown, versions }: MemberView, { story, root, seen, back }: StoryPageView): Markup {
  const address = webAddress(item.url)
  const title = line(item.title) || 'Untitled'
  const { reason, score, evidence } = item.join
  const because = reason === 'new' ? 'First seen here.' : (evidence ?? `One story, because ${why(reason, score)}.`)
  const alone = story.view.size < 2
  return markup`<li id="c-${item.id}">
<p class="kicker"><span class="source"><bdi>${line(source.name)}</bdi></span> ${time(published, momentOf(published))}${isShown ? markup` <span class="badge">shown</span>` : ''}</p>
<h3 dir="auto">${address === undefined ? markup`<bdi>${title}</bdi>` : markup`<a href="${address}" rel="noopener noreferrer"><bdi>${title}</bdi></a>`}</h3>
<p class="meta" dir="auto">${line(because)}${score > 0 && score < 1 ? ` Score ${score}.` : ''}${versions.length > 0 ? ` Changed ${count(versions.length, 'time')}.` : ''}</p>
${
  alone
    ? ''
    : markup`<form class="acts" method="post" action="${root}/desk/acts">
${hidden({ story: story.view.id, item: item.id, seen, back })}
<button class="act" name="act" value="split"${keyed('split', 'Take apart')}>Take apart</button>
${isShown ? '' : markup`<button class="act" name="act" value="show">Show this copy</button>`}
</form>`
}
</li>
`
}

/** A story that is on no list beside it is named by its address. */
const together = ({ story, root, seen, back }: StoryPageView) => markup`<form class="words" method="post" action="${root}/desk/acts">
${hidden({ act: 'merge', story: story.view.id, seen, back })}
<label for="other">Put together with another story: its address, or that of an article of it</label>
<input id="other" name="value" required autocomplete="off">
<p><button class="main">Put together</button></p>
</form>`
