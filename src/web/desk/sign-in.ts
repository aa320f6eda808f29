import type { Context } from 'hono'
import { bodyBounded } from '../acts.ts'
import { rootOf } from '../routing.ts'
import type { Site } from '../site.ts'
import { noToken } from '../token.ts'
import { backPath, editorSignedIn, ownFormsOnly, signIn, signOut } from './guard.ts'
import { signInPage } from './pages/sign-in.ts'
import { Router } from '../router.ts'

/** Wrong tokens in a row from which on each answer waits: an address may be everybody behind a proxy, so nobody is locked out. */
const FREE_TRIES = 5
const WAIT_MS = 1000
const failures = new WeakMap<Site['store'], number>()

/** The token once, by form; then a cookie. */
export function signInRoutes(site: Site): Router {
  const app = new Router()
  app.get('/sign-in', async (c) => {
    if (!site.token) return noToken(c)
    const back = backPath(c.req.query('back'))
    if (await editorSignedIn(c, site)) return c.redirect(rootOf(site) + back, 303)
    return c.html(signInPage({ back }))
  })
  app.post('/sign-in', ownFormsOnly(site, { mayLackOrigin: true }), bodyBounded, (c) => trySignIn(c, site))
  app.post('/sign-out', ownFormsOnly(site), bodyBounded, (c) => {
    signOut(c, site)
    return c.redirect(`${rootOf(site)}/desk/sign-in`, 303)
  })
  return app
}

async function trySignIn(c: Context, site: Site): Promise<Response> {
  if (!site.token) return noToken(c)
  const { token, back: asked } = await c.req.parseBody()
  const back = backPath(asked)
  if (typeof token === 'string' && (await signIn(c, site, token.trim()))) {
    failures.delete(site.store)
    return c.redirect(rootOf(site) + back, 303)
  }
  const before = failures.get(site.store) ?? 0
  failures.set(site.store, before + 1)
  if (before >= FREE_TRIES) await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  return c.html(signInPage({ back, wrong: true }), 401)
}
