import type { Reason } from '../../model/codes.ts'
import type { Instant } from '../../model/time.ts'
import { webAddress } from '../../address/published.ts'
import { clean, line } from '../../publish/xml.ts'
import { layout, markup, type Markup } from '../../publish/page/layout.ts'
import { count, momentOf, time, why } from '../../publish/page/words.ts'

/** One item of a story, and why it stands there. */
export interface StoryMember {
  readonly id: string
  readonly title: string
  readonly url?: string | undefined
  readonly source: { readonly name: string; readonly site?: string | undefined }
  readonly published: Instant
  readonly reason: Reason
  readonly score: number
  /** One sentence. */
  readonly evidence?: string | undefined
  /** Title of the item it was folded onto. */
  readonly matched?: string | undefined
  /** Whether it is the one that is shown for the story. */
  readonly primary: boolean
}

export interface StoryView {
  /** Where the root of the site is, seen from the page. */
  readonly root: string
  readonly id: string
  readonly title: string
  readonly excerpt?: string | undefined
  /** What the editors have to say of it. */
  readonly note?: string | undefined
  /** How many there are of it, in how many sources. */
  readonly copies: number
  readonly sources: number
  /** The first of them, in order of first seen; never empty. */
  readonly members: readonly StoryMember[]
  /** The query that leads to the next page of them. */
  readonly next?: string | undefined
  readonly feeds: readonly { readonly slug: string; readonly title: string }[]
}

/** A story with its copies, and why they are one. */
export const storyPage = ({ root, id, title, excerpt, note, copies, sources, members, next, feeds }: StoryView): string =>
  layout({
    root,
    title: line(title),
    body: markup`<article class="story whole">
<h1 dir="auto">${line(title)}</h1>
${note ? markup`<p class="note" dir="auto"><b>The editors:</b> ${line(note)}</p>\n` : ''}${
      excerpt ? markup`<p class="standfirst" dir="auto">${line(excerpt)}</p>\n` : ''
    }<p class="meta">${told(copies, sources)}${
      feeds.length === 0
        ? ''
        : markup`, published in ${feeds.map(({ slug, title: name }, i) => markup`${i > 0 ? ', ' : ''}<a href="${root}/feeds/${slug}">${name}</a>`)}`
    }</p>
<ol class="members">
${members.map(member)}</ol>
${next === undefined ? '' : markup`<p class="older"><a rel="next" href="?${next}">More copies</a></p>\n`}<p class="hint">As data: <a href="${root}/api/stories/${encodeURIComponent(clean(id))}">/api/stories/${id}</a></p>
</article>`,
  })

const told = (copies: number, sources: number) =>
  copies === 1 ? 'Seen in one source so far' : `${count(copies, 'copy', 'copies')} in ${count(sources, 'source')}`

function member({ title, url, source, published, reason, score, evidence, matched, primary }: StoryMember): Markup {
  const address = webAddress(url)
  const shown = markup`<bdi>${line(title) || 'Untitled'}</bdi>`
  const reasons = reason === 'new' ? 'First seen here.' : (evidence ?? `One story, because ${why(reason, score)}.`)
  return markup`<li>
<p class="kicker"><span class="source"><bdi>${line(source.name)}</bdi></span> ${time(published, momentOf(published))}${primary ? markup` <span class="badge">shown</span>` : ''}</p>
<h2 dir="auto">${address === undefined ? shown : markup`<a href="${address}" rel="noopener noreferrer">${shown}</a>`}</h2>
<p class="why">${line(reasons)}${matched ? markup` <span class="meta">Compared with “<bdi>${line(matched)}</bdi>”${score > 0 && score < 1 ? `, ${Math.round(score * 100)} % alike` : ''}.</span>` : ''}</p>
</li>
`
}
