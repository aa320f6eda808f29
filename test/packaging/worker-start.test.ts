import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', program), args, { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

const CONFIG = (date: string, flags: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs")], compatibilityDate = "${date}", compatibilityFlags = ${flags}
))]);
`

test('workerd starts a Worker: what it warms up in its global scope is allowed there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-worker-'))
  try {
    const toml = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')
    const setting = (name: string) => new RegExp(`^${name} = (.*)$`, 'm').exec(toml)![1]!
    const aliases = [...toml.matchAll(/^"?([\w@/.-]+)"? = "\.\/(packaging\/[\w-]+\.ts)"$/gm)].map(
      ([, name, file]) => `--alias:${name}=${join(ROOT, file!)}`,
    )
    const entry = join(folder, 'entry.ts')
    writeFileSync(
      entry,
      `import { createWorker } from ${JSON.stringify(join(ROOT, 'src/worker.ts'))}\nexport default { test: () => createWorker }\n`,
    )
    const bundle = join(folder, 'worker.mjs')
    run('esbuild', [entry, '--bundle', '--format=esm', '--platform=node', '--log-level=error', ...aliases, `--outfile=${bundle}`])
    const config = join(folder, 'config.capnp')
    writeFileSync(config, CONFIG(setting('compatibility_date').replaceAll('"', ''), setting('compatibility_flags')))
    const { status, said } = run('workerd', ['test', config])
    // what failed as it started is told, and the Worker goes on
    expect([status, said.match(/^.*level=error.*$/m)?.[0]]).toEqual([0, undefined])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
