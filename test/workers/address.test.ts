import { createScheduledController } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import deployment from '../../data/deployment.json' with { type: 'json' }
import { createWorker, type Deployment } from '../../src/worker.ts'
import { emptyDatabase } from '../bench/workers.ts'

/** A first deploy: an empty database, and nobody said under which address it is published. */
const bindings = {
  ...env,
  WIREFOLD_URL: '',
  WIREFOLD_TOKEN: 'sixteen letters or more',
  REFRESHES: { sendBatch: async () => undefined },
} as never

beforeEach(emptyDatabase)

const fresh = () => createWorker(deployment as unknown as Deployment)
const OWN = 'https://wirefold.somebody.workers.dev'

async function idsAt(worker: ReturnType<typeof fresh>, base: string): Promise<string> {
  const atom = await (await worker.fetch(new Request(`${base}/feeds/deployed.atom`), bindings)).text()
  return /<id>([^<]*)<\/id>/.exec(atom)?.[1] ?? atom
}

test('a tick before any request configures nothing; the first request at its own address does, for good', async () => {
  const worker = fresh()
  await worker.scheduled(createScheduledController(), bindings)
  const unknown = await worker.fetch(new Request('https://scanner.example/'), bindings)
  expect([unknown.status, unknown.headers.get('x-content-type-options')]).toEqual([503, 'nosniff'])
  expect((await worker.fetch(new Request('https://other.somebody.workers.dev/'), bindings)).status).toBe(503)
  expect((await worker.fetch(new Request('http://wirefold.somebody.workers.dev/'), bindings)).status).toBe(503)
  expect(await idsAt(worker, OWN)).toMatch(/^tag:wirefold\.somebody\.workers\.dev,\d{4}:feed\/deployed$/)
  expect(await idsAt(fresh(), 'https://scanner.example')).toContain('tag:wirefold.somebody.workers.dev,')
})

const tell = (worker: ReturnType<typeof fresh>, url: unknown, token = 'sixteen letters or more') =>
  worker.fetch(
    new Request(`${OWN.replace('wirefold', 'alias')}/api/address`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    }),
    bindings,
  )

test('the deploy tells it the address, with the token only', async () => {
  const worker = fresh()
  expect((await tell(worker, 'https://news.example.org', 'a guess')).status).toBe(401)
  expect((await tell(worker, 'gopher://news.example.org')).status).toBe(400)
  expect((await worker.fetch(new Request('https://news.example.org/'), bindings)).status).toBe(503)
  expect(await (await tell(worker, 'https://news.example.org/')).json()).toEqual({ url: 'https://news.example.org' })
  expect(await idsAt(worker, 'https://anything.example')).toMatch(/^tag:news\.example\.org,/)
})
