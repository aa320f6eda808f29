/** What the desk needs beyond the stylesheet of all pages: by its colours and fonts. */
export const DESK_STYLE = `
.desk h1, .whole.row h1 { font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2rem); }
.desk h1 { margin-bottom: 0.6rem; }
.tabs { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; padding: 0; margin-top: 0.5rem; }
.tabs a { display: inline-block; padding-block: 0.4rem; color: var(--soft); text-decoration: none; font-family: var(--sans); font-size: 0.9375rem; }
.tabs a:hover { text-decoration: underline; }
.tabs a[aria-current] { color: var(--ink); font-weight: 650; box-shadow: inset 0 -2px var(--accent); }
main nav { display: block; }
.filter, .who, .acts, .last, .merge p, .words p { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.6rem; font-family: var(--sans); font-size: 0.9375rem; }
.filter { margin-top: 0.9rem; }
.who { margin-top: 2.5rem; color: var(--soft); }
:is(.filter, .who, .acts, .last, .words, .merge, .done, .sign-in, .rules) :is(button, input:not([type=checkbox]), textarea, select), a.act {
  font: inherit; font-family: var(--sans); font-size: 0.9375rem; min-height: 2.25rem; padding: 0.25rem 0.75rem; color: var(--ink); background: var(--raised); border: 1px solid var(--soft); border-radius: 6px; max-width: 100%;
}
a.act { display: inline-flex; align-items: center; text-decoration: none; }
button { cursor: pointer; }
:is(.filter, .who, .acts, .last, .words, .merge, .done, .sign-in, .rules) button:hover, a.act:hover { border-color: var(--accent); color: var(--accent); }
:is(.acts, .last, .words, .merge, .done, .sign-in, .rules) button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); font-weight: 600; }
button.main:hover { filter: brightness(1.1); }
form[aria-busy] { opacity: 0.6; }
.words { margin-block: 0.5rem 0.75rem; }
.words label, .sign-in label, .rules label { display: block; font: 600 0.875rem/1.5 var(--sans); margin-bottom: 0.2rem; }
.words :is(input, textarea), .sign-in input, .rules textarea { width: 100%; }
.words p { margin-top: 0.5rem; }
.sign-in { max-width: 26rem; margin-top: 1.25rem; }
.sign-in p { margin-top: 0.75rem; }
.wrong ul { list-style: none; padding: 0; }
.wrong { padding: 0.6rem 1rem; border-inline-start: 4px solid var(--ill); background: var(--raised); }
.rows, .log, .copies, .places { list-style: none; padding: 0; margin-top: 1.25rem; }
.rows > .row { display: grid; grid-template-columns: auto 1fr; gap: 0 0.9rem; }
.rows > .row, .log > .row, .copies > li, .places > li { padding-block: 1rem; border-top: 1px solid var(--line); }
.row { scroll-margin-block: 1rem; }
.row[data-current] { box-shadow: -0.8rem 0 0 var(--paper), -1rem 0 0 var(--accent); }
.whole.row[data-current] { box-shadow: none; }
.row h2 { font-size: 1.3rem; margin-top: 0.15rem; overflow-wrap: anywhere; }
.whole.row h1, .row h3 { overflow-wrap: anywhere; }
.whole.row > .what > h2 { margin-top: 2rem; padding-top: 0.55rem; border-top: 1px solid var(--rule); font-size: 1rem; font-family: var(--sans); }
.row :is(h2, h3) a { text-decoration: none; }
.row :is(h2, h3) a:hover { text-decoration: underline; }
.copies h3 { font-size: 1.1rem; margin-top: 0.15rem; }
.what { min-width: 0; }
.tick { width: 1.25rem; height: 1.25rem; margin: 0.25rem 0 0; accent-color: var(--accent); }
.row .acts { margin-top: 0.6rem; }
.row .more { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin-top: 0.2rem; }
.row .more details[open] { flex-basis: 100%; }
.row .last { margin-top: 0.3rem; }
.row[data-state=hidden] h2, .row[data-state=withdrawn] h2, [data-undone] p { color: var(--soft); }
.row[data-state=hidden] h2 a { text-decoration: line-through; }
.row .badge { border: 1px solid var(--line); border-radius: 1em; padding: 0.05em 0.6em; margin-inline-start: 0.3em; background: var(--raised); white-space: nowrap; }
.badge.pinned, .badge.changed { color: var(--accent); }
.badge.held { color: var(--wait); }
.badge.hidden { color: var(--ill); }
.log .kicker { font-variant-numeric: tabular-nums; }
.done { padding: 0.6rem 1rem; border-inline-start: 4px solid var(--well); background: var(--raised); margin-block: 1rem; font-family: var(--sans); }
.said { position: fixed; inset: auto auto 5rem 50%; transform: translateX(-50%); max-width: min(36rem, 92vw); margin: 0; padding: 0.6rem 1rem; border-radius: 8px; background: var(--ink); color: var(--paper); font: 0.9375rem/1.5 var(--sans); z-index: 2; }
.said:empty { padding: 0; }
.merge { position: sticky; bottom: 0; padding-block: 0.75rem; background: var(--paper); border-top: 1px solid var(--rule); margin-top: 1rem; }
.merge .hint, .filter label { margin: 0; }
.older { margin-top: 1.5rem; }
.keys { margin-top: 2rem; font-family: var(--sans); }
.keys dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.35rem 1.5rem; }
.keys dt { display: inline-block; min-width: 3.5rem; }
kbd { font: 600 0.875rem/1.4 var(--sans); border: 1px solid var(--soft); border-radius: 4px; padding: 0 0.4em; }
form.rules p { margin-top: 0.75rem; }
form.rules p > textarea { min-height: 14rem; font-family: ui-monospace, "Liberation Mono", monospace; }
section > h2 { font-size: 1.3rem; margin-top: 2rem; }
.paste code { border: 0; padding: 0; background: none; }
.tried { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem 2rem; margin-top: 1rem; }
.tried ol { padding-inline-start: 1.2rem; }
.tried li { margin-top: 0.5rem; overflow-wrap: anywhere; }
.paste { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; font-size: 0.875rem; }
@media (max-width: 30rem) {
  .masthead { flex-wrap: wrap; }
  .merge .hint { display: none; }
}
@media print { .acts, .more, .last, .merge, .filter, .who, .keys, .tick { display: none; } }
`.trimStart()
