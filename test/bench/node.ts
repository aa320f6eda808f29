import { fetchSource } from '../../src/fetch/fetch.ts'
import { nodeFetch } from '../../src/node/sockets.ts'
import { settings } from '../../src/config/settings.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { benchOn, type Runtime } from './bench.ts'

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
