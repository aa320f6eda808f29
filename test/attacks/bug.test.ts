import { expect, test, vi } from 'vitest'
import { digest } from '../../src/hash.ts'
import { feed } from '../politeness/watch.ts'
import { curated, publisher, station } from './station.ts'

/** Stands for the bug that we do not know of. */
const BREAKS = 'this document breaks the reader'

vi.mock('../../src/parse/parse.ts', async (original) => {
  const real = await original<typeof import('../../src/parse/parse.ts')>()
  return {
    ...real,
    parse(...given: Parameters<typeof real.parse>) {
      if (new TextDecoder().decode(given[0].bytes).includes(BREAKS)) throw new TypeError('/home/somebody/secret.ts: x is not a function')
      return real.parse(...given)
    },
  }
})

test('R23 one of fifty documents that breaks our own code costs that one visit, and can be found again', async () => {
  await using origin = await publisher()
  const urls = Array.from({ length: 50 }, (_, n) => origin.give(`/${n}`, n === 17 ? BREAKS : feed([`s${n}a`, `s${n}b`])))
  await using wirefold = await station([curated('fifty', urls)])
  const visits = await wirefold.refresh()
  expect(visits.filter(({ outcome }) => outcome === 'updated')).toHaveLength(49)
  const [failed] = visits.filter(({ outcome }) => outcome === 'failed')
  expect(failed).toMatchObject({ source: urls[17], problem: { code: 'bug' } })
  expect(failed!.problem!.message).toContain(digest(new TextEncoder().encode(BREAKS)))
  expect(await wirefold.text('/status.json')).not.toContain('secret.ts')
  expect((await wirefold.json<{ items: unknown[] }>('/feeds/fifty.json')).items).toHaveLength(98)
  // and it is asked again later, like any other that fails
  origin.give('/17', feed(['mended']))
  wirefold.clock.now += 86_400_000
  expect((await wirefold.refresh()).find(({ source }) => source === urls[17])).toMatchObject({ outcome: 'updated', new: 1 })
})
