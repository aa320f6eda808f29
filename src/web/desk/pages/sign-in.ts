import { layout, markup } from '../../../publish/page/layout.ts'
import { deskHead, hidden } from './frame.ts'

/** The form that takes the token. */
export const signInPage = ({ back, wrong = false }: { readonly back: string; readonly wrong?: boolean }): string =>
  layout({
    root: '..',
    title: 'Sign in · Desk',
    referrer: 'same-origin',
    head: deskHead('..'),
    body: markup`<h1>The editors’ desk</h1>
<form class="sign-in" method="post" action="./sign-in">
${hidden({ back })}
${wrong ? markup`<p class="wrong" role="alert" id="wrong">This token is not one of those in <code>WIREFOLD_TOKEN</code>.</p>\n` : ''}<p><label for="token">Token</label>
<input id="token" name="token" type="password" required autocomplete="current-password" autofocus${wrong ? markup` aria-describedby="wrong" aria-invalid="true"` : ''}></p>
<p class="hint">The secret that stands in <code>WIREFOLD_TOKEN</code> where wirefold runs; of several the part behind your name.</p>
<p><button class="main">Sign in</button></p>
</form>`,
  })
