import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { fetchSource } from '../../src/fetch/fetch.ts'
import { workersFetch } from '../../src/fetch/workers.ts'
import { settings } from '../../src/config/settings.ts'
import { openD1 } from '../../src/store/d1.ts'
import { at, benchOn, type Runtime } from './bench.ts'
import type { Answer } from './origin.ts'
import type { Asked, Scripted, ScriptedOrigin } from './scripted.ts'

export * from './bench.ts'

const { allowPrivate, identity } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })

const exchange = workersFetch((url, init) => fetch(url, init))

export const runtime = 'workers'

export const platform: Runtime = {
  async openDatabase(restore) {
    await emptyDatabase()
    await restore?.(openD1(env.DB))
    await applyD1Migrations(env.DB, env.MIGRATIONS)
    return openD1(env.DB)
  },
  fetch: (request, turns) => fetchSource(request, { fetch: exchange, allowPrivate, identity }, turns),
}

/** A database that nobody has asked for ten seconds sleeps, and what sleeps is passed over: it would keep its tables. */
export async function emptyDatabase(): Promise<void> {
  await env.DB.prepare('SELECT 1').run()
  await reset()
}

export const bench = benchOn(platform)

/** No test runs in the process of its origin here: before each request it is told what to answer, and afterwards what came is read. */
export async function scriptedOrigin(script: (asked: Asked) => Scripted): Promise<ScriptedOrigin> {
  const url = await (await fetch(at('/-open'))).text()
  return {
    url,
    async exchange(address, init) {
      if (new URL(address).origin !== url) return exchange(address, init)
      const target = address.slice(url.length)
      const lines = Object.entries(init.headers ?? {}).map(([name, value]) => `${name}: ${value as string}`)
      const asked = { target, head: [target, ...lines].join('\r\n') }
      const body = JSON.stringify({ [target]: answerOf(script(asked)) })
      await (await fetch(`${url}/-set`, { method: 'POST', body })).text()
      try {
        return await exchange(address, init)
      } finally {
        const log = (await (await fetch(`${url}/-log${target}`)).json()) as Logged[]
        const raw = log.at(-1)?.headers ?? []
        asked.head = [target, ...raw.flatMap((name, n) => (n % 2 === 0 ? [`${name}: ${raw[n + 1]}`] : []))].join('\r\n')
      }
    },
    async [Symbol.asyncDispose]() {},
  }
}

interface Logged {
  readonly headers: readonly string[]
}

function answerOf(scripted: Scripted): Answer {
  if (!scripted) return { mute: true }
  const [status, lines = [], body = ''] = scripted
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
  return {
    status: Number.parseInt(status, 10),
    undated: true,
    headers,
    body: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  }
}
