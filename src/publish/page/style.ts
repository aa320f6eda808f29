/**
 * The one stylesheet: a newspaper in the fonts that are there. Light and dark follow the system. Every colour of text has a
 * contrast of 4.5 : 1 or more on its ground (WCAG 2.2, 1.4.3); a test measures it.
 */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --paper: #fdfbf6;
  --raised: #ffffff;
  --ink: #1d1b18;
  --soft: #625c52;
  --line: #ddd6c8;
  --rule: #1d1b18;
  --accent: #8c1d18;
  --accent-ink: #ffffff;
  --well: #1f6b3a;
  --wait: #7a5200;
  --ill: #a3211b;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, "Noto Serif", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho", serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161513;
    --raised: #1f1d1a;
    --ink: #ece7dd;
    --soft: #a8a091;
    --line: #37332d;
    --rule: #8b8478;
    --accent: #f0a195;
    --accent-ink: #24110e;
    --well: #7fce9a;
    --wait: #e6b866;
    --ill: #f39a92;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.6 var(--serif);
  overflow-wrap: break-word;
  font-variant-numeric: oldstyle-nums proportional-nums;
}
main, .masthead, .colophon { max-width: 46rem; margin-inline: auto; padding-inline: 1.25rem; }
main { padding-bottom: 3rem; }
h1, h2, h3, h4, p, ul, ol, dl { margin: 0; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; font-weight: 600; }
a { color: inherit; text-decoration-color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
code { font: 0.875em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; background: var(--raised); border: 1px solid var(--line); border-radius: 4px; padding: 0.1em 0.35em; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--raised); padding: 0.5rem 1rem; z-index: 1; }

.meta, .kicker, .byline, .hint, nav, .button, .badge, .colophon, .also, .files, dl, details > summary, .concern, .verdict, .sentence, .day > h2, .feeds > h2, .news > h2 {
  font-family: var(--sans);
  font-variant-numeric: lining-nums tabular-nums;
}
/* figures that are read one by one: addresses, and what stands in columns */
code, .address, .prose :is(td, th), .sentence, .files { font-variant-numeric: lining-nums tabular-nums; }
.meta, .hint, .byline, .colophon { font-size: 0.875rem; line-height: 1.5; color: var(--soft); }
.kicker { font-size: 0.8125rem; line-height: 1.5; color: var(--soft); }
.source { color: var(--accent); font-weight: 650; text-decoration: none; }
a.source:hover { text-decoration: underline; }
.kicker .source { margin-right: 0.5em; }
.moment { color: inherit; text-decoration: none; }
.moment:hover { text-decoration: underline; }

.masthead { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; padding-block: 1.1rem 0.7rem; }
.masthead::after { content: ""; }
.masthead { position: relative; margin-bottom: 2rem; }
.masthead::after { position: absolute; inset: auto 1.25rem 0; border-bottom: 3px double var(--rule); }
.wordmark { font-size: 1.5rem; font-weight: 700; letter-spacing: -0.01em; text-decoration: none; }
nav { display: flex; gap: 1.25rem; font-size: 0.9375rem; }
nav a { text-decoration: none; padding-block: 0.35rem; color: var(--soft); }
nav a[aria-current] { color: var(--ink); box-shadow: inset 0 -2px var(--accent); }

h1 { font-size: clamp(1.9rem, 1.35rem + 2.6vw, 2.9rem); letter-spacing: -0.015em; }
.standfirst { margin-top: 0.5rem; font-size: 1.2rem; line-height: 1.5; color: var(--soft); text-wrap: pretty; }
header.feed, header.front { margin-bottom: 2.5rem; }
header .meta { margin-top: 0.75rem; }

.subscribe { list-style: none; display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; padding: 0; margin-top: 1rem; font: 650 0.9375rem/1.5 var(--sans); }
.subscribe li:first-child { margin-right: 0.25rem; }
.button { display: inline-flex; align-items: center; gap: 0.5em; min-height: 2.5rem; padding: 0.35rem 1rem; border: 1px solid var(--accent); border-radius: 1.25rem; color: var(--accent); font-size: 0.9375rem; font-weight: 600; text-decoration: none; }
.button:hover { background: var(--accent); color: var(--accent-ink); }
.button svg { fill: currentColor; flex: none; }
.feed .subscribe li:nth-child(2) .button { background: var(--accent); color: var(--accent-ink); }
.feed .subscribe li:nth-child(2) .button:hover { background: transparent; color: var(--accent); }
.hint { margin-top: 0.75rem; }
.tile { width: 1.15em; height: 1.15em; margin-inline-end: 0.45em; vertical-align: -0.2em; font-family: var(--sans); }
.follow { margin-top: 0.9rem; font-family: var(--sans); font-size: 0.9375rem; line-height: 1.6; font-variant-numeric: normal; }
.follow p { margin-top: 0.5rem; }
.address { user-select: all; overflow-wrap: anywhere; }
.older { margin-top: 2.5rem; text-align: center; }
.empty { padding: 2rem; border: 1px dashed var(--line); border-radius: 6px; color: var(--soft); text-align: center; }

.day > h2, .feeds > h2, .news > h2 { border-top: 1px solid var(--rule); padding-top: 0.55rem; margin-bottom: 1.5rem; font-size: 0.875rem; font-weight: 650; letter-spacing: 0.01em; }
.day + .day, .news { margin-top: 3rem; }
.story + .story { margin-top: 2rem; padding-top: 1.75rem; border-top: 1px solid var(--line); }
.story h3, .headlines :is(h2, h3), .members h2 { font-size: 1.45rem; margin-top: 0.2rem; letter-spacing: -0.005em; }
.story h3 a, .headlines :is(h2, h3) a, .card h3 a, .members h2 a { text-decoration: none; }
.story h3 a:hover, .headlines :is(h2, h3) a:hover, .card h3 a:hover, .members h2 a:hover { text-decoration: underline; text-decoration-thickness: 2px; text-decoration-color: var(--accent); }
.story h3 a:visited, .headlines :is(h2, h3) a:visited { color: var(--soft); }
.story:target { box-shadow: -0.8rem 0 0 var(--paper), -1rem 0 0 var(--accent); }
.byline { margin-top: 0.3rem; }
.excerpt { margin-top: 0.5rem; text-wrap: pretty; }
.note { margin-top: 0.6rem; padding: 0.5rem 0.9rem; background: var(--raised); border-inline-start: 3px solid var(--accent); font-size: 1rem; line-height: 1.5; }

.picture { display: block; max-width: 100%; max-height: 26rem; margin-top: 0.7rem; border-radius: 4px; object-fit: cover; }

details.full { margin-top: 0.6rem; }
details > summary { display: inline-block; cursor: pointer; padding-block: 0.25rem; font-size: 0.875rem; font-weight: 600; color: var(--accent); list-style: none; }
details > summary::-webkit-details-marker { display: none; }
details > summary::after { content: " +"; }
details[open] > summary::after { content: " \\2212"; }
.prose { margin-top: 0.5rem; padding-inline-start: 1.1rem; border-inline-start: 2px solid var(--line); overflow-x: auto; }
.prose > * + * { margin-top: 0.85em; }
.prose :is(h1, h2, h3, h4, h5, h6) { font-size: 1.1rem; letter-spacing: 0; }
.prose :is(img, video) { max-width: 100%; height: auto; border-radius: 3px; }
.prose audio { max-width: 100%; }
.prose figure, .prose blockquote { margin-inline: 0; }
.prose blockquote { font-style: italic; padding-inline-start: 1rem; border-inline-start: 3px solid var(--accent); }
.prose figcaption { font: 0.8125rem/1.5 var(--sans); color: var(--soft); }
.prose pre { overflow-x: auto; white-space: pre-wrap; }
.prose table { border-collapse: collapse; font-size: 0.9375rem; }
.prose :is(td, th) { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: start; vertical-align: top; }
.prose :is(ul, ol) { padding-inline-start: 1.4rem; }

.also { margin-top: 1rem; padding: 0.75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; font-size: 0.9375rem; line-height: 1.5; }
.also h4 { font-size: 0.8125rem; font-weight: 650; color: var(--soft); }
.also ul, .files { list-style: none; padding: 0; }
.also li { margin-top: 0.45rem; }
.also .source { margin-right: 0.3em; }
.also .meta { display: block; font-size: 0.8125rem; }
.also .reasons { margin-top: 0.5rem; font-size: 0.8125rem; }
.files { margin-top: 0.75rem; font-size: 0.9375rem; }

.concern { margin-top: 1rem; padding: 0.6rem 1rem; border-inline-start: 4px solid var(--wait); background: var(--raised); font-size: 0.9375rem; }
.cards { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 1rem; }
.card { display: flex; flex-direction: column; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 1.2rem 1.3rem 1.3rem; }
.card .subscribe { margin-top: auto; padding-top: 1rem; gap: 0.4rem; font-size: 0.875rem; }
.card .button { min-height: 2.1rem; padding: 0.2rem 0.75rem; font-size: 0.875rem; }
.card .button svg { display: none; }
.card .subscribe li:first-child { flex-basis: 100%; font-size: 0.8125rem; color: var(--soft); }
.card h3 { font-size: 1.5rem; }
.card p { margin-top: 0.35rem; }
.headlines { list-style: none; padding: 0; }
.headlines li + li { margin-top: 1.4rem; padding-top: 1.3rem; border-top: 1px solid var(--line); }
.headlines :is(h2, h3) { font-size: 1.25rem; }
.headlines .excerpt { font-size: 1rem; line-height: 1.55; color: var(--soft); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2; overflow: hidden; }
.headlines .meta { margin-top: 0.3rem; }

.whole h1 { font-size: clamp(1.7rem, 1.3rem + 1.9vw, 2.4rem); }
.whole > .meta { margin-top: 0.75rem; }
.members { list-style: none; padding: 0; margin-top: 2rem; }
.members li { padding-block: 1.25rem; border-top: 1px solid var(--line); }
.members h2 { font-size: 1.25rem; }
.why { margin-top: 0.4rem; font-size: 1rem; }
.why .meta { display: block; }

.verdict { margin-top: 0.75rem; font-size: 1.125rem; font-weight: 600; }
.verdict::before, .sources .badge::before { content: ""; display: inline-block; width: 0.6em; height: 0.6em; border-radius: 50%; margin-inline-end: 0.5em; background: var(--state); }
[data-state] { --state: var(--soft); }
[data-state="fresh"] { --state: var(--well); }
[data-state="rate-limited"] { --state: var(--wait); }
[data-state="failing"], [data-state="gone"], [data-state="blocked"], [data-state="unreached"] { --state: var(--ill); }
.sources { list-style: none; padding: 0; border-bottom: 1px solid var(--line); }
.sources > li { display: grid; grid-template-columns: 1fr auto; gap: 0.15rem 1rem; padding-block: 1.1rem; border-top: 1px solid var(--line); }
.sources > li > :not(.who, .state) { grid-column: 1 / -1; }
.sources h2 { font-size: 1.15rem; }
.sources h2 a { text-decoration: none; }
.sources h2 a:hover { text-decoration: underline; }
.badge { font-size: 0.8125rem; font-weight: 650; white-space: nowrap; color: var(--state, var(--soft)); }
.members .badge { border: 1px solid var(--line); border-radius: 1em; padding: 0 0.6em; margin-inline-start: 0.5em; }
h2.part { border-top: 1px solid var(--rule); padding-top: 0.55rem; margin: 2rem 0 0.5rem; font-size: 0.875rem; font-weight: 650; }
.incidents { list-style: none; padding: 0; }
.incidents li { padding-block: 0.6rem; }
.incidents li + li { border-top: 1px solid var(--line); }
.incidents [data-state="over"] .sentence { color: var(--soft); }
[data-state="open"] { --state: var(--ill); }
.advice, .note { font: 0.9375rem/1.5 var(--sans); }
.note { color: var(--soft); }
.sentence { font-size: 0.9375rem; line-height: 1.5; color: var(--state); }
dl { display: flex; flex-wrap: wrap; gap: 0.15rem 1.75rem; margin-top: 0.35rem; font-size: 0.875rem; line-height: 1.5; }
dt, dd { display: inline; margin: 0; }
dt { color: var(--soft); margin-inline-end: 0.35em; }

.problem { padding-block: 2rem; }
.problem .number { font-size: 1.125rem; color: var(--accent); font-weight: 700; }
.problem .button { margin-top: 1.5rem; }
.colophon { padding-bottom: 2.5rem; }
.colophon p { border-top: 1px solid var(--line); padding-top: 1.25rem; }

@media (max-width: 30rem) {
  body { font-size: 1rem; }
  .masthead { margin-bottom: 1.4rem; }
  .story h3 { font-size: 1.3rem; }
  .button { padding-inline: 0.85rem; }
  .subscribe li:first-child { flex-basis: 100%; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, a { transition: color 0.12s, background-color 0.12s; }
}
@media print {
  nav, .subscribe, .hint, .skip, .concern, details > summary { display: none; }
}
`.trimStart()
