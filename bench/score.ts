/**
 * Runs the tests that stand for rows of politeness (`node bench/score.ts polite`) or of faults and attacks (`… faults`), all of
 * each list and not the sample of `npm test`, and prints a row a line: passed, FAILED, or that no test names it. `… workers` runs those
 * of both lists that have tests in workerd, with D1.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FAULTS, POLITE } from './rows.ts'

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

const which = process.argv[2]
const LISTS: Readonly<Record<string, typeof POLITE>> = { polite: POLITE, faults: FAULTS, workers: [...POLITE, ...FAULTS] }
const rows = LISTS[which ?? '']
if (!rows) {
  console.error('node bench/score.ts polite | faults | workers')
  process.exit(2)
}
const letter = which === 'polite' ? 'P' : which === 'faults' ? 'R' : '[PR]'
const project = which === 'workers' ? 'workers' : 'node'

const output = join(mkdtempSync(join(tmpdir(), 'wirefold-score-')), 'report.json')
const vitest = new URL('../node_modules/vitest/vitest.mjs', import.meta.url).pathname
const args = [vitest, 'run', '--project', `${project}*`, '-t', `\\b${letter}\\d`, '--reporter=json', `--outputFile=${output}`]
spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, WIREFOLD_ATTACKS: 'all' } })
const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Report

const tally = new Map<string, { passed: number; failed: string[]; skipped: number }>(
  rows.map(([row]) => [row, { passed: 0, failed: [], skipped: 0 }]),
)
for (const { fullName, status, failureMessages } of testResults.flatMap(({ assertionResults }) => assertionResults))
  for (const row of rowsOf(fullName)) {
    const found = tally.get(row)
    if (!found) continue
    if (status === 'passed') found.passed++
    else if (status === 'failed') found.failed.push(`${fullName}: ${failureMessages?.[0]?.split('\n', 1)[0] ?? ''}`)
    else found.skipped++
  }

/** The rows a test names, `P17-P20` and `R12, R13` included. */
function rowsOf(name: string): ReadonlySet<string> {
  const named = [...name.matchAll(/\b([PR])(\d{1,2})(?:-[PR]?(\d{1,2}))?\b/g)]
  return new Set(
    named.flatMap(([, kind, from, to = from]) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${kind}${Number(from) + i}`),
    ),
  )
}

for (const [row, what] of rows) {
  const { passed, failed, skipped } = tally.get(row)!
  const result = failed.length > 0 ? 'FAILED' : passed > 0 ? 'passed' : skipped > 0 ? 'skipped' : 'no test'
  console.log(`${row.padEnd(4)} ${result.padEnd(8)} ${`${passed}/${passed + failed.length}`.padStart(8)}  ${what}`)
  for (const name of failed) console.log(`              ${name}`)
}
const all = [...tally.values()]
const checks = all.reduce((sum, { passed, failed }) => sum + passed + failed.length, 0)
const good = all.filter(({ passed, failed }) => passed > 0 && failed.length === 0).length
console.log(
  `\n${good} of ${rows.length} rows pass (${checks} checks), ${all.filter(({ failed }) => failed.length > 0).length} fail, ${all.filter(({ passed, failed }) => passed + failed.length === 0).length} are not tested here`,
)
for (const { name, message, status, assertionResults } of testResults)
  if (status === 'failed' && assertionResults.every((result) => result.status !== 'failed'))
    console.log(`${name}: ${message.split('\n', 1)[0]}`)
process.exit(all.some(({ failed }) => failed.length > 0) ? 1 : 0)
