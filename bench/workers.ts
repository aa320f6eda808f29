/**
 * What an account at Cloudflare holds: `npm run bench:workers`. Every kind of invocation of a Worker happens once in workerd, on a store of 4,000
 * items, where D1 counts rows and statements; then again under Node on what D1 answered, where its CPU is measured.
 *
 * CPU is that of the thread that runs the Worker's bundle, from the event to the end of the last promise: with the garbage that it collects and the
 * code that it compiles itself; without what the bundle does when it is loaded, which has a limit of its own, without V8's other threads (the last
 * column has them), and without what Node writes in JavaScript and workerd in C++. Cold are isolates, each a process, whose first call it is.
 */
import { capacityRows } from '../src/newswire/account.ts'
import { COSTS, CPU, type Costs } from '../src/newswire/price.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { openIsolates } from './cpu.ts'
import { FEEDS, fill, NOW, SOURCES } from './filled.ts'
import { BURIED, MANY, recordKinds, type Kind } from './kinds.ts'
import { d1Place, type Count } from './places.ts'
import { beginWire, freshAnswer } from './wire.ts'

const ITEMS = 4000
const WIDTH = 46

async function countKinds(): Promise<readonly Kind[]> {
  const place = await d1Place()
  try {
    const empty = await openSqlite(place.file)
    await empty.migrate()
    await beginWire(empty, { feeds: FEEDS, now: () => NOW, answer: () => freshAnswer('', '') })
    await empty.close()
    fill(place, ITEMS)
    const count: Count = { read: 0, written: 0, statements: 0 }
    const db = await place.open(count)
    const kinds = await recordKinds({ db, count, start: NOW })
    await db.close()
    return kinds
  } finally {
    place.remove()
  }
}

/** What src/newswire/price.ts says, by what was found; a tenth more or less is no news. */
const TOLERATED = 0.1
/** Of CPU: two runs on one machine differ by so much. */
const TOLERATED_CPU = 0.3

const isNear = (found: number, told: number, tolerated: number): boolean => Math.abs(found - told) <= Math.max(tolerated * told, 0.3)

function rowsOf(kinds: readonly Kind[]): Costs {
  const of = (name: string) => {
    const kind = kinds.find((one) => one.name === name)
    if (!kind) throw new Error(`nothing was recorded of ${name}`)
    return { ...kind.count, visits: kind.first.trigger.kind === 'message' ? kind.first.trigger.task.urls.length - kind.sent : 0 }
  }
  const per = ({ read, written }: Count, parts: number) => ({ read: read / parts, written: written / parts })
  const idle = of('a minute: nothing is due')
  const unchanged = of('a message: nothing new')
  const readASource = (of(`a minute: nothing is due, ${MANY} sources`).read - idle.read) / (MANY - SOURCES)
  const render = of('a minute: a feed has 1 new of 50 stories')
  const burial = of('a minute: 100 stories are buried')
  return {
    ...COSTS,
    minute: { read: idle.read - SOURCES * readASource, readASource },
    unchanged: per(unchanged, unchanged.visits),
    newItem: per(of('a message: 1 new of 30 items'), 1),
    burial: per({ ...burial, read: burial.read - idle.read }, BURIED),
    render: per({ ...render, read: render.read - idle.read }, 1),
  }
}

function printRows(kinds: readonly Kind[]): void {
  console.log(`${''.padEnd(WIDTH)}rows read  written  statements`)
  for (const { name, count } of kinds)
    console.log(
      `${name.padEnd(WIDTH)}${String(count.read).padStart(9)}${String(count.written).padStart(9)}${String(count.statements).padStart(12)}`,
    )
}

/** Says where src/newswire/price.ts is out of date. */
function comparePrices(found: Costs): void {
  for (const name of ['minute', 'unchanged', 'newItem', 'burial', 'render'] as const)
    for (const [what, figure] of Object.entries(found[name])) {
      const told = (COSTS[name] as Record<string, number>)[what]!
      if (!isNear(figure, told, TOLERATED)) console.log(`price.ts is out of date: ${name}.${what} is ${figure.toFixed(1)}, not ${told}`)
    }
}

/** Gives the dearest of those that a day has. */
function printCpu(kinds: readonly Kind[]): number {
  const isolates = openIsolates()
  const daily: number[] = []
  console.log(`\n${'milliseconds of CPU'.padEnd(WIDTH)}    warm    cold    95th    95th, all threads`)
  for (const kind of kinds) {
    const { warm, cold, late, lateAllThreads } = isolates.measure(kind)
    const told = CPU.find(({ what }) => what === kind.name)
    if (told?.isDaily) daily.push(late)
    const isTold = !told || (isNear(warm, told.warm, TOLERATED_CPU) && isNear(late, told.cold, TOLERATED_CPU))
    const figures = [warm, cold, late, lateAllThreads].map((ms) => ms.toFixed(1).padStart(8)).join('')
    console.log(`${kind.name.padEnd(WIDTH)}${figures}${isTold ? '' : `  price.ts is out of date: ${told.warm}, ${told.cold}`}`)
  }
  isolates.close()
  return Math.max(...daily)
}

const kinds = await countKinds()
const rows = rowsOf(kinds)
printRows(kinds)
comparePrices(rows)
const cold = printCpu(kinds)
console.log('\nplan | each source is visited every | CPU | sources for 90 days | after a year more | what breaks first')
console.log(capacityRows({ ...rows, cpu: { ...COSTS.cpu, cold } }).join('\n'))
