import { layout, markup, type Markup, type Page } from '../../../publish/page/layout.ts'
import { KEYS, type KeyName } from '../keys.ts'

/** What all pages of the desk know. */
export interface Desk {
  /** Where the root of the site is, seen from the page. */
  readonly root: string
  /** The path of this page below the root: where forms come back to. */
  readonly back: string
  readonly editor: string
  /** The newest act that the editor has before their eyes. */
  readonly seen: number
  readonly now: number
}

/** The attributes by which the script finds what a key does; the tooltip names it. */
export const keyed = (name: KeyName, label: string): Markup => markup` data-key="${KEYS[name].key}" title="${label} (${KEYS[name].key})"`

/** A page of the desk. */
export const deskPage = (
  { root, editor, back }: Pick<Desk, 'root' | 'editor' | 'back'>,
  { title, current, body }: Pick<Page, 'title' | 'body'> & { readonly current?: 'desk' | 'log' | 'rules' | undefined },
): string =>
  layout({
    root,
    title: `${title} · Desk`,
    ...(current ? { current } : {}),
    referrer: 'same-origin',
    head: deskHead(root),
    nav: markup`
${link(`${root}/desk`, 'Desk', current === 'desk', '')}
${link(`${root}/desk/log`, 'Log', current === 'log', keyed('log', 'The log'))}
${link(`${root}/desk/rules`, 'Rules', current === 'rules', '')}`,
    body: markup`<p id="said" class="said" role="status" aria-live="polite"></p>
${body}
${help}
<form class="who" method="post" action="${root}/desk/sign-out"><span>Signed in as <b><bdi>${editor}</bdi></b></span> <button>Sign out</button><input type="hidden" name="back" value="${back}"></form>`,
  })

export const deskHead = (root: string): Markup => markup`<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="${root}/desk/style.css">
<script type="module" src="${root}/desk/script.js"></script>
`

const link = (href: string, text: string, current: boolean, more: Markup | '') =>
  markup`<a href="${href}"${current ? markup` aria-current="page"` : ''}${more}>${text}</a>`

/** Of use with the script alone, which shows it. */
const help = markup`<details class="keys" id="keys" hidden>
<summary${keyed('help', 'Keys')}>Keys</summary>
<dl>
${Object.values(KEYS).map(({ key, does }) => markup`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>\n`)}</dl>
<p><label><input type="checkbox" id="keys-on" checked> Keys are on</label></p>
</details>`

/** What every act sends along. */
export const hidden = (fields: Readonly<Record<string, string | number | undefined>>): readonly Markup[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [markup`<input type="hidden" name="${name}" value="${String(value)}">`],
  )
