import { expect, test } from 'vitest'
import { WARM_FEED } from '../../src/newswire/warm-up.ts'
import { warmUpInvocations } from '../../src/web/warm-up.ts'
import { createWorker } from '../../src/worker.ts'

test('what a Worker does first for nobody is answered as it would be, and leaves nothing behind', async () => {
  const { Response } = globalThis
  const told = await warmUpInvocations(createWorker({ feeds: [WARM_FEED], migrations: [] }))
  expect(told.flatMap((line) => /outcome=(\w+)|\S+ \d+$/.exec(line)?.[1] ?? line)).toEqual([
    'updated',
    'updated',
    'unchanged',
    '/feeds/a.atom 503',
    '/feeds/a 503',
    '/ 200',
    '/status 200',
    '/stories/a 404',
    '/api/stories 200',
  ])
  expect(globalThis.Response).toBe(Response)
})
