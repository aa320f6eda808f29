import type { Context } from 'hono'
import { publicBase, SettingError } from '../config/settings.ts'
import { completed } from './headers.ts'
import { badField, problem } from './problem.ts'
import { jsonBody } from './json-body.ts'
import { tokenRequired } from './token.ts'
import { Router } from './router.ts'

/** A Worker that does not know its public address yet: nothing is configured, since the address goes into permanent ids. */
export function addresslessApp(token: string | undefined, learn: (base: string) => Promise<void>): Router {
  const app = new Router()
  app.route('/', addressRoute(token, learn))
  app.all('*', (c) => {
    c.header('retry-after', '60')
    return problem(c, {
      status: 503,
      title: 'No public address yet',
      detail:
        'This Worker does not know the address it is published under. `npm run deploy` tells it; or set WIREFOLD_URL, or open it at its own workers.dev address.',
    })
  })
  return completed(app, '')
}

/** `POST /api/address {"url"}` (token): the deploy tells the Worker the address that it got. Answers `{"url"}`. */
export function addressRoute(token: string | undefined, learn: (base: string) => Promise<void>): Router {
  const app = new Router()
  app.post('/api/address', tokenRequired({ token }), (c) => learnAddress(c, learn))
  return app
}

async function learnAddress(c: Context, learn: (base: string) => Promise<void>): Promise<Response> {
  const body = await jsonBody(c)
  if (!body.ok) return problem(c, body.problem)
  const { url } = body.value
  if (typeof url !== 'string') return problem(c, badField('url', 'the public address, like https://news.example.org'))
  try {
    const base = publicBase(url)
    await learn(base)
    return c.json({ url: base })
  } catch (error) {
    if (error instanceof SettingError) return problem(c, badField('url', error.message))
    throw error
  }
}
