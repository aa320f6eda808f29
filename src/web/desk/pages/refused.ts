import { layout, markup } from '../../../publish/page/layout.ts'
import type { ProblemDocument } from '../../problem.ts'
import { deskHead } from './frame.ts'

/** What a person sees whose act was not done, and the way back. The page stands at `/desk/acts`. */
export const refusedPage = ({ status, title, detail, back }: ProblemDocument & { readonly back: string }): string =>
  layout({
    root: '..',
    title: `${status} ${title} · Desk`,
    referrer: 'same-origin',
    head: deskHead('..'),
    body: markup`<article class="problem">
<p class="number">${status}</p>
<h1>${title}</h1>
<p class="standfirst" dir="auto">${detail}</p>
<p><a class="button" href="..${back}">Back</a></p>
</article>`,
  })
