import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { fetchSource } from '../../src/fetch/fetch.ts'
import { workersFetch } from '../../src/fetch/workers.ts'
import { settings } from '../../src/config/settings.ts'
import { openD1 } from '../../src/store/d1.ts'
import { benchOn, type Runtime } from './bench.ts'

export * from './bench.ts'

const { allowPrivate, identity } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })

export const runtime = 'workers'

export const platform: Runtime = {
  async openDatabase(restore) {
    await reset()
    await restore?.(openD1(env.DB))
    await applyD1Migrations(env.DB, env.MIGRATIONS)
    return openD1(env.DB)
  },
  fetch: (request, turns) => fetchSource(request, { fetch: workersFetch((url, init) => fetch(url, init)), allowPrivate, identity }, turns),
}

export const bench = benchOn(platform)
