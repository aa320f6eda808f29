import type { FeedConfig } from '../../../model/config.ts'
import type { Act } from '../../../model/act.ts'
import { line } from '../../../publish/xml.ts'
import { markup, type Markup } from '../../../publish/page/layout.ts'
import { TABS, type DeskList, type Tab } from '../../../views/desk.ts'
import { deskPage, hidden, keyed, type Desk } from './frame.ts'
import { deskRow } from './row.ts'

export interface ListView extends Desk {
  readonly list: DeskList
  readonly feeds: readonly FeedConfig[]
  readonly tab: Tab
  readonly words: string
  /** Where older stories are. */
  readonly older?: string | undefined
  /** What was just done, on a page without script. */
  readonly done?: { readonly act: Act; readonly said: string } | undefined
}

const NAMES: { readonly [tab in Tab]: string } = {
  published: 'Published',
  held: 'Held',
  hidden: 'Hidden',
  all: 'All',
  doubtful: 'Doubtful',
}

const EMPTY: { readonly [tab in Tab]: string } = {
  published: 'Nothing is published here yet.',
  held: 'The rules of this feed hold nothing back.',
  hidden: 'Nothing is hidden here.',
  all: 'No story of these sources is stored yet.',
  doubtful: 'No fold is in doubt.',
}

/** A tab of a feed. */
export const listPage = (view: ListView): string => {
  const { list, feeds, tab, words, root, older } = view
  const { slug, title, dedupe } = list.feed
  const row = { ...view, feed: slug, folds: dedupe }
  return deskPage(view, {
    title,
    current: 'desk',
    body: markup`<header class="desk">
<h1>${line(title)}</h1>
${feedLinks(feeds, slug, tab, root)}${tabLinks(view)}
<form class="filter" method="get" action="${root}/desk" role="search">${hidden({ feed: slug, tab })}<label for="q">Filter</label> <input id="q" name="q" type="search" value="${words}"${keyed('filter', 'Filter')}> <button>Filter</button></form>
</header>
${doneLine(view)}
${list.rows.length === 0 ? markup`<p class="empty">${words === '' ? EMPTY[tab] : `No headline here holds “${words}”.`}</p>` : markup`<ol class="rows">\n${list.rows.map((one) => deskRow(one, row))}</ol>`}
${list.rows.length > 1 ? mergeForm(view) : ''}
${older ? markup`<p class="older"><a class="button" href="${older}">Older stories</a></p>` : ''}`,
  })
}

function feedLinks(feeds: readonly FeedConfig[], slug: string, tab: Tab, root: string): Markup {
  const link = (to: string, name: string) =>
    markup`<li><a href="${root}/desk?feed=${to}&amp;tab=${tab}"${to === slug ? markup` aria-current="true"` : ''}>${line(name)}</a></li>\n`
  return markup`<nav aria-label="Feeds"><ul class="tabs feeds-of-desk">
${feeds.map((feed) => link(feed.slug, feed.title))}${link('', 'All feeds together')}</ul></nav>
`
}

function tabLinks({ list, tab, root }: ListView): Markup {
  const key = (name: Tab) => (name === 'published' || name === 'hidden' ? keyed(name, NAMES[name]) : '')
  return markup`<nav aria-label="Stories"><ul class="tabs">
${TABS.map((name) => markup`<li><a href="${root}/desk?feed=${list.feed.slug}&amp;tab=${name}"${name === tab ? markup` aria-current="page"` : ''}${key(name)}>${NAMES[name]}</a></li>\n`)}</ul></nav>`
}

/** After a form without script: what came of it, and the way back. */
export function doneLine({ done, root, back, seen }: Pick<ListView, 'done' | 'root' | 'back' | 'seen'>): Markup | '' {
  return done
    ? markup`<form class="done" method="post" action="${root}/desk/acts">${hidden({ act: 'undo', value: done.act.id, seen, back })}
<p dir="auto"><a href="${root}/desk/stories/${done.act.story}">${done.said}</a> <button class="act"${keyed('undo', 'Undo')}>Undo</button></p></form>`
    : ''
}

const mergeForm = ({
  root,
  seen,
  back,
  list,
}: ListView): Markup => markup`<form class="merge" id="merge" method="post" action="${root}/desk/acts">
${hidden({ act: 'merge', seen, back, tab: list.feed.slug })}
<p>Two stories that are ticked: <button class="main"${keyed('merge', 'Put together')}>Put together</button> <span class="hint">The one that was seen first keeps its address.</span></p>
</form>`
