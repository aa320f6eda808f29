/** Every benchmark, one after another: each prints a table of ratios to a named other. */
import { spawnSync } from 'node:child_process'

for (const [name, ...args] of [
  ['parse'],
  ['dedupe'],
  ['dedupe', '10000,1000000', '--d1'],
  ['publish'],
  ['render'],
  ['visit'],
  ['start'],
  ['serving'],
  ['politeness'],
  ['limits'],
  ['peers'],
  ['peers', '1000'],
] as const) {
  console.log(`\n# ${[name, ...args].join(' ')}`)
  const { status } = spawnSync(process.execPath, [new URL(`./${name}.ts`, import.meta.url).pathname, ...args], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
