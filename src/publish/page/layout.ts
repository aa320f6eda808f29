import { html } from 'hono/html'
import { clean } from '../xml.ts'

/** What the template makes. None of ours waits for anything, so it is never a promise. */
export type Markup = Exclude<ReturnType<typeof html>, Promise<unknown>>

/** A template of HTML. Text put into it is escaped, and rid of what no document may hold. */
export const markup = (strings: TemplateStringsArray, ...values: readonly unknown[]): Markup =>
  html(strings, ...values.map((value) => (typeof value === 'string' ? clean(value) : value))) as Markup

/** What programs find in the head of a page (RFC 4287 aside, this is how browsers and readers discover feeds). */
export interface Alternate {
  readonly type: string
  readonly title: string
  readonly href: string
}

export interface Page {
  /**
   * Where the root of the site is, seen from the page, without a trailing slash: `.` for the home page, `..` for a feed. So
   * the pages work below any address, and as exported files too.
   */
  readonly root: string
  readonly title: string
  readonly description?: string | undefined
  readonly current?: 'feeds' | 'status' | 'desk' | 'log' | 'rules'
  readonly alternates?: readonly Alternate[]
  /** Address for search engines, and for the cards that chats make of links. */
  readonly canonical?: string
  /** One of files that no program serves: only files are linked. */
  readonly isFile?: boolean
  /** Address of the page's own icon; else the site's. */
  readonly icon?: string | undefined
  /** More for the head, and for the main navigation. */
  readonly head?: Markup | ''
  readonly nav?: Markup | ''
  /** What browsers say of this page when they follow a link from it. */
  readonly referrer?: 'no-referrer' | 'same-origin'
  readonly body: Markup
}

/** A whole page. No inline script or style, nothing from elsewhere: our content security policy allows none of it. */
export const layout = ({
  root,
  title,
  description,
  current,
  alternates = [],
  canonical,
  icon,
  isFile = false,
  head = '',
  nav = '',
  referrer = 'no-referrer',
  body,
}: Page): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="${referrer}">
<title>${title}</title>
${description ? markup`<meta name="description" content="${description}">\n` : ''}${canonical ? card(canonical, title, description) : ''}<link rel="icon" href="${icon ?? `${root}/icon.svg`}">
<link rel="stylesheet" href="${root}/style.css">
${alternates.map(({ type, title: name, href }) => markup`<link rel="alternate" type="${type}" title="${name}" href="${href}">\n`)}${head}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="masthead">
<a class="wordmark" href="${root}/${isFile ? 'index.html' : ''}">wirefold</a>
<nav aria-label="Main">
${link(`${root}/${isFile ? 'index.html' : ''}`, 'Feeds', current === 'feeds')}${isFile ? '' : markup`\n${link(`${root}/status`, 'Status', current === 'status')}`}${nav}
</nav>
</header>
<main id="main">
${body}
</main>
<footer class="colophon">
<p>Watched, folded and published by wirefold. All times are UTC.</p>
</footer>
</body>
</html>
`.toString()

/** The Open Graph protocol (ogp.me), as far as a page without a picture has something to say. */
const card = (canonical: string, title: string, description: string | undefined) => markup`<link rel="canonical" href="${canonical}">
<meta property="og:type" content="website">
<meta property="og:url" content="${canonical}">
<meta property="og:title" content="${title}">
${description ? markup`<meta property="og:description" content="${description}">\n` : ''}`

const link = (href: string, text: string, current: boolean) =>
  current ? markup`<a href="${href}" aria-current="page">${text}</a>` : markup`<a href="${href}">${text}</a>`
