/** Every benchmark, one after another: each prints a table of ratios to a named other. */
import { spawnSync } from 'node:child_process'

for (const name of ['parse', 'dedupe', 'publish', 'politeness']) {
  console.log(`\n# ${name}`)
  const { status } = spawnSync(process.execPath, [new URL(`./${name}.ts`, import.meta.url).pathname], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
