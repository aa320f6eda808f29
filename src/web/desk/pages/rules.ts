import type { FeedConfig } from '../../../model/config.ts'
import { line } from '../../../publish/xml.ts'
import { markup, type Markup } from '../../../publish/page/layout.ts'
import { count } from '../../../publish/page/words.ts'
import type { RulesTried, TriedStory } from '../../../views/rules-tried.ts'
import { deskPage, type Desk } from './frame.ts'

interface RulesView extends Pick<Desk, 'root' | 'editor' | 'back'> {
  readonly feeds: readonly FeedConfig[]
  readonly feed: FeedConfig
  /** What stands in the field. */
  readonly text: string
  readonly problems?: readonly { readonly line: number; readonly message: string }[]
  readonly tried?: RulesTried
  /** The rules as they are written into a file. */
  readonly lines?: string
}

const EXAMPLE = `keep:
  - text: [defence, /\\bJSDF\\b/i]
drop:
  - title: [/^sponsored:/i]`

/** Rules to be tried, and what they leave. */
export const rulesPage = (view: RulesView): string => {
  const { feeds, feed, text, problems = [], tried, root } = view
  return deskPage(view, {
    title: 'Rules',
    current: 'rules',
    body: markup`<header class="desk"><h1>Try rules</h1>
<p class="hint">What <code>keep</code> and <code>drop</code> would leave of the stories that are stored. Nothing is changed: the lines go into the feed’s file.</p></header>
<form class="rules" method="post" action="${root}/desk/rules">
<p><label for="feed">Feed</label> <select id="feed" name="feed">${feeds.map(({ slug, title }) => markup`<option value="${slug}"${slug === feed.slug ? markup` selected` : ''}>${line(title)}</option>`)}</select></p>
<p><label for="rules">Rules</label>
<textarea id="rules" name="rules" spellcheck="false" placeholder="${EXAMPLE}"${problems.length > 0 ? markup` aria-invalid="true" aria-describedby="problems"` : ''}>${text}</textarea></p>
${problems.length > 0 ? markup`<div class="wrong" id="problems" role="alert"><ul>${problems.map(({ line: at, message }) => markup`<li>Line ${at}: ${message}</li>`)}</ul></div>\n` : ''}<p><button class="main">Try</button></p>
</form>
${tried ? outcome(tried, view) : ''}`,
  })
}

function outcome({ of, isAll, kept, keptStories, goneStories }: RulesTried, { lines = '', root, feed }: RulesView): Markup {
  return markup`<section aria-labelledby="outcome">
<h2 id="outcome">${kept} of ${count(of, 'story', 'stories')} stay</h2>
<p class="hint">${isAll ? 'Of all that is stored of its sources.' : 'Of the newest that are stored of its sources; there are more.'}</p>
<div class="tried">
${side('Stay', kept, keptStories, root)}
${side('Go', of - kept, goneStories, root)}
</div>
<h2>To paste</h2>
${
  lines === ''
    ? markup`<p class="hint">No rules: all stories stay. Take <code>keep</code> and <code>drop</code> out of the file.</p>`
    : markup`<p class="hint">Into <code>feeds/${feed.slug}.yaml</code>, in place of its <code>keep</code> and <code>drop</code>:</p>
<pre class="paste" tabindex="0" aria-label="Lines to paste"><code>${lines}</code></pre>`
}
</section>`
}

const side = (name: string, all: number, stories: readonly TriedStory[], root: string) => markup`<section>
<h3>${name}: ${all}</h3>
${
  stories.length === 0
    ? markup`<p class="empty">None</p>`
    : markup`<ol>
${stories.map(({ story, title, source, because }) => markup`<li><a href="${root}/desk/stories/${story}" dir="auto"><bdi>${line(title) || 'Untitled'}</bdi></a> <span class="meta"><bdi>${line(source)}</bdi> · ${because}</span></li>\n`)}</ol>`
}${all > stories.length && stories.length > 0 ? markup`<p class="meta">and ${all - stories.length} more</p>` : ''}
</section>`
