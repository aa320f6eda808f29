import { defineConfig } from 'vitest/config'

/** The rooms without a network, a database or a program of their own, for a look after each change: ten seconds on two processors. */
const PURE = 'address,config,curate,dedupe,monitor,normalize,page,parse,publish,schedule,views'
/** What starts programs, or goes on for megabytes. */
const SLOW = 'any-feed,attacks,cli,command,corpus,feedparser,hostile,opml,retention'

export default defineConfig({
  test: {
    include: [`test/{${PURE}}/**/*.test.ts`, 'test/rules.test.ts'],
    exclude: [`**/{${SLOW}}.test.ts`],
    testTimeout: 30_000,
  },
})
