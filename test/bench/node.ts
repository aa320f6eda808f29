import { fetchSource } from '../../src/fetch/fetch.ts'
import { nodeFetch } from '../../src/node/sockets.ts'
import { settings } from '../../src/config/settings.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { origin, respond } from '../fetch/origin.ts'
import { benchOn, type Runtime } from './bench.ts'
import type { Asked, Scripted, ScriptedOrigin } from './scripted.ts'

export * from './bench.ts'

const { allowPrivate, identity } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })
const fetch = nodeFetch(allowPrivate)

export const runtime = 'node' as 'node' | 'workers'

export const platform: Runtime = {
  async openDatabase(restore) {
    const database = await openSqlite(':memory:')
    await restore?.(database)
    await database.migrate()
    return database
  },
  fetch: (request, turns) => fetchSource(request, { fetch, allowPrivate, identity }, turns),
}

export const bench = benchOn(platform)

export async function scriptedOrigin(script: (asked: Asked) => Scripted): Promise<ScriptedOrigin> {
  const server = await origin((socket, target) => {
    const answer = script({ target, head: server.requests.at(-1) ?? '' })
    if (answer) respond(socket, ...answer)
    else socket.destroy()
  })
  return { url: server.url, exchange: fetch, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
