import { markup, type Markup } from '../../../publish/page/layout.ts'
import { fromNow, time } from '../../../publish/page/words.ts'
import { actSentence, quoted } from '../../../views/act-sentence.ts'
import { isUndoable, type LoggedAct } from '../../../views/desk.ts'
import { deskPage, hidden, keyed, type Desk } from './frame.ts'
import { doneLine, type ListView } from './list.ts'

interface LogView extends Desk, Pick<ListView, 'done'> {
  readonly log: readonly LoggedAct[]
  readonly older?: string | undefined
}

/** The trail, newest first. */
export const logPage = (view: LogView): string =>
  deskPage(view, {
    title: 'Log',
    current: 'log',
    body: markup`<header class="desk"><h1>Log</h1>
<p class="hint">What editors said, newest first. Nothing is ever taken out. As a feed: <a href="${view.root}/desk/log.atom">log.atom</a>, with the token as password.</p></header>
${doneLine(view)}
${view.log.length === 0 ? markup`<p class="empty">Nobody said anything yet.</p>` : markup`<ol class="log">\n${view.log.map((one) => logLine(one, view))}</ol>`}
${view.older ? markup`<p class="older"><a class="button" href="${view.older}">Older</a></p>` : ''}`,
  })

/** One act, and the way back from it. */
export function logLine(
  { act, headline, isUndone }: LoggedAct,
  { root, seen, back, now }: Desk,
  { said }: { readonly said?: string } = {},
): Markup {
  const what = act.before?.value ? markup` <span class="meta">before: <bdi>${act.before.value}</bdi></span>` : ''
  return markup`<li class="row" id="a-${act.id}" data-row${said === undefined ? '' : markup` data-said="${said}"`}${isUndone ? markup` data-undone` : ''}>
<div class="what"><p class="kicker">${act.id} ${time(act.at, fromNow(act.at, now))}</p>
<p dir="auto"><a href="${root}/desk/stories/${act.story}"${keyed('open', 'Open')}>${actSentence(act, quoted(headline))}</a>${what}${isUndone ? markup` <span class="badge hidden">taken back</span>` : ''}</p>
${
  isUndone || !isUndoable(act)
    ? ''
    : markup`<form class="last" method="post" action="${root}/desk/acts">${hidden({ act: 'undo', value: act.id, seen, back })}<button class="act"${keyed('undo', 'Undo')}>Undo</button></form>\n`
}</div></li>
`
}
