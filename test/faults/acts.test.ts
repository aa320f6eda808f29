import { expect, test } from 'vitest'
import { MINUTE } from '../../src/model/time.ts'
import { faults, world, type World } from './world.ts'

/** The Atom document as subscribers get it. */
function atom(w: World): string {
  const db = w.open()
  try {
    const parts = db.prepare(`SELECT body FROM edition_parts WHERE format = 'atom' AND encoding = 'identity' ORDER BY part`).all()
    return parts.map(({ body }) => body as string).join('')
  } finally {
    db.close()
  }
}

interface Told {
  readonly stories: readonly { readonly id: string; readonly title: string }[]
}

test('an editor’s command is killed between act and rendering: the next that runs publishes it', async () => {
  await using w = await world(1)
  w.publish(3)
  await w.run(['refresh'])
  const { stories } = JSON.parse((await w.run(['stories', '--json'])).out) as Told
  const [{ id, title }] = stories as [Told['stories'][number]]
  expect(atom(w)).toContain(title)
  const { child, ended } = w.start(['hide', id, '--why', 'an advertisement'], {
    env: { NODE_OPTIONS: `--import ${new URL('no-publish.mjs', import.meta.url).href}` },
  })
  await ended
  expect(child.signalCode).toBe('SIGKILL')
  expect(await faults(w, new Map(), { served: w.published })).toContainEqual(expect.stringContaining('edition: rendered'))
  expect(atom(w)).toContain(title)
  expect((await w.run(['refresh', '--force'], { shift: 4 * MINUTE })).code).toBe(0)
  expect(atom(w)).not.toContain(title)
  expect(await faults(w, new Map(), { served: w.published })).toEqual([])
}, 60_000)

test('every act from the command line, and the trail of it', async () => {
  await using w = await world(1)
  w.publish(3)
  await w.run(['refresh'])
  const listed = async () => (JSON.parse((await w.run(['stories', '--json'])).out) as Told).stories
  const before = atom(w)
  const [first, second] = (await listed()) as [Told['stories'][number], Told['stories'][number]]
  const said: readonly (readonly [args: readonly string[], published: string])[] = [
    [['rename', first.id, 'Another', 'headline'], 'Another headline'],
    [['note', first.id, 'A word before it.', '--feed', 'news'], 'A word before it.'],
    [['pin', second.id, '--until', '2126-01-01'], ''],
    [['pin', second.id], ''],
    [['pin', second.id, '--no'], ''],
    [['withdraw', second.id, '--why', 'It was wrong.'], 'It was wrong.'],
    [['merge', first.id, second.id], 'Another headline'],
  ]
  for (const [args, published] of said) {
    const { code, err } = await w.run(args)
    const isTooLong = args.includes('2126-01-01')
    expect([args[0], code, err]).toEqual([args[0], isTooLong ? 1 : 0, isTooLong ? 'a pin lasts a year at most\n' : ''])
    expect(atom(w)).toContain(published)
  }
  const { acts } = JSON.parse((await w.run(['log', '--json'])).out) as { acts: { id: number; act: string; by: string; why?: string }[] }
  expect(acts.map(({ act }) => act)).toEqual(['merge', 'withdraw', 'unpin', 'pin', 'note', 'rename'])
  expect(acts.every(({ by }) => by !== '')).toBe(true)
  for (const { id } of acts) expect([id, (await w.run(['undo', String(id)])).code]).toEqual([id, 0])
  const still = (text: string) => text.replace(/<updated>[^<]*<\/updated>/g, '')
  expect(still(atom(w))).toBe(still(before))
  expect((await w.run(['undo', '1'])).code).toBe(1)
  expect((await w.run(['hide', 'nowhere'])).err).toBe('Nothing is stored for nowhere.\n')
  expect((await w.run(['log'])).out).toMatch(/^12 {2}\S+ {2}\S.* took back an act on story [0-9a-f]{32} \(1\)\n/)
}, 60_000)
