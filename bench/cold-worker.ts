/**
 * A process that began as an isolate of a Worker does, and then is called: bench/cpu.ts bundles it as wrangler bundles a Worker, and tells it what
 * was recorded. Prints the milliseconds of each call: of the thread that runs it, and of the process with the threads of V8.
 */
import { readFileSync } from 'node:fs'
import { openIsolate, stage, type RecordedKind } from './invocation.ts'
import { replayed } from './replay.ts'
// what it does in its global scope is done before anything is measured
import { createWorker } from '../src/worker.ts'

const { kind, calls } = JSON.parse(readFileSync(0, 'utf8')) as { kind: RecordedKind; calls: number }
const { deployment, first, later } = kind

/** Node writes these in JavaScript and compiles them where they are used first; workerd has them in C++. */
async function warmRuntime(): Promise<void> {
  const body = new Response('x'.repeat(100)).body!
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) new TextDecoder('utf-8', { fatal: true }).decode(chunk)
  const request = new Request('https://a.example.org/', { method: 'POST', headers: { a: 'b' }, body: 'a=b' })
  for (const [name] of new Headers(request.headers)) new Headers().append(name, 'x')
  await request.text()
  new Response(null, { status: 304, headers: new Headers({ etag: 'x' }) }).headers.get('etag')
  await new Response(new Response('x').body!.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  await crypto.subtle.digest('SHA-256', new TextEncoder().encode(crypto.randomUUID()))
  new URL('https://a.example.org/?a=b').searchParams.get('a')
  new AbortController().abort()
  AbortSignal.any([AbortSignal.timeout(1)])
  await new Promise((resolve) => setTimeout(resolve, 1))
}

await warmRuntime()
const print = console.log
console.log = () => {}
const isolate = openIsolate(createWorker, deployment)
const sleeper = new Int32Array(new SharedArrayBuffer(4))
/** The kernel adds up what a thread has run when it lets go of its core; while it runs, the sum may be a tick of the clock behind. */
function usage() {
  Atomics.wait(sleeper, 0, 0, 0.1)
  return [process.threadCpuUsage(), process.cpuUsage()] as const
}
const ms = (before: NodeJS.CpuUsage, after: NodeJS.CpuUsage) => (after.user + after.system - before.user - before.system) / 1000

const times: [thread: number, process: number][] = []
for (let call = 0; call < calls; call++) {
  const { now, trigger, answers, network } = call === 0 ? first : later
  const db = replayed(new Map(answers))
  const unstage = stage(new Map(network), () => now)
  const before = usage()
  await isolate.invoke(trigger, db)
  const after = usage()
  unstage()
  times.push([ms(before[0], after[0]), ms(before[1], after[1])])
}
print(JSON.stringify(times))
