import { applyD1Migrations, createExecutionContext, createMessageBatch, createScheduledController, getQueueResult } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, beforeAll, expect, test } from 'vitest'
import worker from '../../packaging/worker.ts'
import { answer, requests } from '../bench/bench.ts'
import { emptyDatabase } from '../bench/workers.ts'

/** test/bench/origin.ts writes the deployment that the worker imports here: one feed of `/deployed/a` and `/deployed/b`. */
const RSS = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>News of ${title}</title><link>https://example.org/${title}</link></item></channel></rss>`

interface Message {
  readonly urls: readonly string[]
}

const TOKEN = 'a token for the worker, 32 characters'

const sent: { body: Message; delaySeconds?: number }[] = []
const bindings = () =>
  ({
    ...env,
    WIREFOLD_TOKEN: TOKEN,
    REFRESHES: { sendBatch: async (messages: Iterable<{ body: Message }>) => void sent.push(...messages) },
  }) as never

beforeAll(async () => {
  await emptyDatabase()
  await applyD1Migrations(env.DB, env.MIGRATIONS)
})

/** Delivers these messages, and what goes on in messages of its own. */
async function deliverAll(messages: readonly { body: Message }[]): Promise<void> {
  for (let next = messages; next.length > 0;) {
    const before = sent.length
    for (const message of next) await deliver([message])
    next = sent.slice(before)
  }
}

async function deliver(messages: readonly { body: Message }[]): Promise<void> {
  const batch = createMessageBatch(
    'wirefold-refresh',
    messages.map(({ body }, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body })),
  )
  const context = createExecutionContext()
  await worker.queue(batch as never, bindings())
  expect((await getQueueResult(batch, context)).outcome).toBe('ok')
}

// told in order: each test goes on from where the one before left
describe('a Worker, minute after minute', { shuffle: false }, () => {
  test('the cron trigger queues what is due, the queue visits it once, delivered twice though it is, and the feed is served', async () => {
    await answer('/deployed/a', RSS('a'))
    await answer('/deployed/b', RSS('b'))
    await worker.scheduled(createScheduledController(), bindings())
    expect(sent.map(({ body }) => body.urls.map((url) => new URL(url).pathname))).toEqual([['/deployed/a', '/deployed/b']])
    await deliverAll([...sent, ...sent])
    expect(await requests('/deployed/')).toHaveLength(2)
    // what visits brought is published by the next minute
    await worker.scheduled(createScheduledController(), bindings())
    const response = await worker.fetch(new Request('https://anything.example/feeds/deployed.atom'), bindings())
    const text = await response.text()
    expect(text).toContain('News of a')
    expect(text).toContain('News of b')
  })

  test('R53 what stands in the queue is not queued again: not by the next minute, not by somebody who asks for a refresh', async () => {
    sent.length = 0
    const { DB } = env
    const due = () => DB.prepare('UPDATE sources SET due_at = 0, last_visit = 1').run()
    await due()
    const ask = (path: string, method = 'GET') =>
      worker.fetch(new Request(`https://anything.example${path}`, { method, headers: { authorization: `Bearer ${TOKEN}` } }), bindings())
    await worker.scheduled(createScheduledController(), bindings())
    await worker.scheduled(createScheduledController(), bindings())
    const { run } = (await (await ask('/api/refresh', 'POST')).json()) as { run: string }
    expect(sent).toHaveLength(1)
    await deliverAll(sent)
    await worker.scheduled(createScheduledController(), bindings())
    expect(await (await ask(`/api/runs/${run}`)).json()).toMatchObject({ state: 'done' })
    sent.length = 0
    await due()
    await worker.scheduled(createScheduledController(), bindings())
    expect(sent).toHaveLength(1)
  })

  test('P47 a refusal holds its host: the rest of the message is left, and nothing of that host is queued before its time', async () => {
    sent.length = 0
    await env.DB.prepare('UPDATE sources SET due_at = 0, queued_until = 0').run()
    await answer('/deployed/a', 'slower', { status: 429, headers: { 'retry-after': '7200' } })
    const before = (await requests('/deployed/')).length
    await worker.scheduled(createScheduledController(), bindings())
    expect(sent).toHaveLength(1)
    await deliver(sent)
    expect((await requests('/deployed/')).slice(before).map(({ path }) => path)).toEqual(['/deployed/a'])
    await worker.scheduled(createScheduledController(), bindings())
    expect(sent).toHaveLength(1)
  })
})
