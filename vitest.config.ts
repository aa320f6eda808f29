import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { DEPLOYMENT } from './test/bench/origin.ts'

// no report of ours goes anywhere, and no request of the simulator's either
process.env['WRANGLER_SEND_METRICS'] = 'false'
process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'

/** Ends what hangs; no test measures itself by it, since a busy machine is no fault of ours. */
const HANGS_MS = 60_000

/** `npm run score:…`: whole days of a clock, in D1 one minute after another, take their time. */
const SCORED = process.env['WIREFOLD_ATTACKS'] === 'all'
const ROWS = ['test/politeness/*.test.ts', 'test/attacks/odd-*.test.ts']

/**
 * Rooms whose tests leave nothing behind in their process: files of one worker share it and load the program once, which is half of their time.
 * The others change the environment, the clock or globals, or start programs and servers of their own.
 */
const SHARED =
  'test/{acceptance,config,curate,dedupe,fetch,monitor,newswire,normalize,page,parse,politeness,publish,refresh,schedule,store}/**/*.test.ts'

const bench = (runtime: 'node' | 'workers') => [
  { find: '#bench', replacement: new URL(`./test/bench/${runtime}.ts`, import.meta.url).pathname },
]

export default defineConfig({
  test: {
    // tests wait for servers and clocks more than they compute: two at once take little more than half the time of one
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node-apart',
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
          include: ['test/**/*.test.ts'],
          exclude: ['test/workers/**', SHARED],
          globalSetup: 'test/bench/origin.ts',
        },
        resolve: { alias: bench('node') },
      },
      {
        test: {
          name: 'node',
          isolate: false,
          testTimeout: HANGS_MS,
          hookTimeout: HANGS_MS,
          include: [SHARED],
          globalSetup: 'test/bench/origin.ts',
        },
        resolve: { alias: bench('node') },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: await readD1Migrations('src/store/migrations'),
                WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8',
                WIREFOLD_URL: 'http://127.0.0.1:8787',
              },
            },
          }),
        ],
        test: {
          name: 'workers',
          isolate: false,
          testTimeout: SCORED ? 10 * HANGS_MS : HANGS_MS,
          hookTimeout: HANGS_MS,
          include: ['test/acceptance/**/*.test.ts', 'test/workers/**/*.test.ts', ...(SCORED ? ROWS : [])],
          exclude: ['test/politeness/sockets.test.ts'],
          globalSetup: 'test/bench/origin.ts',
        },
        resolve: { alias: [...bench('workers'), { find: /^.*\/data\/deployment\.json$/, replacement: DEPLOYMENT }] },
      },
    ],
  },
})
