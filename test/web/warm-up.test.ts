import { expect, test } from 'vitest'
import { WARM_FEED } from '../../src/newswire/warm-up.ts'
import { warmUpInvocations } from '../../src/web/warm-up.ts'
import { createWorker } from '../../src/worker.ts'

test('what a Worker does first for nobody is answered as it would be, and leaves nothing behind', async () => {
  const { Response } = globalThis
  expect(await warmUpInvocations(createWorker({ feeds: [WARM_FEED], migrations: [] }))).toEqual([503, 503, 200, 200, 404, 200])
  expect(globalThis.Response).toBe(Response)
})
