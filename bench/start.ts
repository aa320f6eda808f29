/**
 * What it costs a Worker to start: CPU of a fresh process that loads it, beyond that of one that loads nothing. A start is not counted among
 * the 10 ms of an invocation, and may take a second (developers.cloudflare.com/workers/platform/limits). `node bench/start.ts`.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { medianOf } from './replay.ts'

const PROCESSES = 15

const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
const [nothing, loaded, started] = ['nothing', 'loaded', 'started'].map((name) => join(folder, `${name}.mjs`)) as [string, string, string]
writeFileSync(nothing, 'export {}\n')
bundle('cold-load.ts', loaded)
bundle('../src/worker.ts', started)

/** Milliseconds of CPU of the thread that runs the code, from its first line to the end of the import. */
function cpuOfImport(file: string): number {
  const code = `await import(${JSON.stringify(file)}); const { user, system } = process.threadCpuUsage(); console.log((user + system) / 1000)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', code]))
}

// in turns: what else the machine does falls on all of them
const rounds = Array.from({ length: PROCESSES }, () => [nothing, loaded, started].map(cpuOfImport))
rmSync(folder, { recursive: true })
const [least, load, whole] = [0, 1, 2].map((i) => medianOf(rounds.map((round) => round[i]!))) as [number, number, number]
console.log(
  `start of a Worker: ${(whole - least).toFixed(1)} ms, of which ${(load - least).toFixed(1)} to load it and ${(whole - load).toFixed(1)} to warm up`,
)
