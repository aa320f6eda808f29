/**
 * A process that begins as an isolate of a Worker does: `node bench/isolate.ts BUNDLE VISITS`, with what a database answered on its standard
 * input. Prints the CPU of its start, and of each visit.
 */
import { readFileSync } from 'node:fs'
import type { Told } from './visitor.ts'

/** Milliseconds of CPU, user and system: of all threads of the process, and of the one that runs JavaScript. */
export interface Spent {
  readonly process: number
  readonly thread: number
}

const [, , bundle, visits] = process.argv
const told = JSON.parse(readFileSync(0, 'utf8')) as Told

async function spentBy<T>(work: () => Promise<T>): Promise<readonly [T, Spent]> {
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()]
  const result = await work()
  const [thread, total] = [process.threadCpuUsage(own), process.cpuUsage(all)]
  return [result, { process: (total.user + total.system) / 1000, thread: (thread.user + thread.system) / 1000 }]
}

const [{ visitor }, start] = await spentBy(() => import(bundle!) as Promise<typeof import('./visitor.ts')>)
const visit = visitor(told)
const spent: Spent[] = [start]
for (let n = 0; n < Number(visits); n++) spent.push((await spentBy(visit))[1])
console.log(JSON.stringify(spent))
