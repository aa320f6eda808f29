import { layout, markup } from '../../publish/page/layout.ts'

export interface ProblemView {
  /** Path of the site's root without a trailing slash: `` for the top of the host. The page may stand anywhere below it. */
  readonly root: string
  readonly status: number
  readonly title: string
  /** One sentence that says what to do. */
  readonly detail: string
}

/** What a person sees instead of the problem document that programs get. */
export const problemPage = ({ root, status, title, detail }: ProblemView): string =>
  layout({
    root,
    title: `${status} ${title}`,
    body: markup`<article class="problem">
<p class="number">${status}</p>
<h1>${title}</h1>
<p class="standfirst">${detail}</p>
<p><a class="button" href="${root}/">All feeds</a></p>
</article>`,
  })
