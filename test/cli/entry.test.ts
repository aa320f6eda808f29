import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const ENTRY = new URL('src/cli/wirefold.cjs', ROOT).pathname

interface Manifest {
  readonly version: string
  readonly engines: { readonly node: string }
}

const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')

function runBehind(
  preload: string,
  flags: readonly string[] = [],
  args: readonly string[] = ['--version'],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const file = join(mkdtempSync(join(tmpdir(), 'wirefold-entry-')), 'preload.cjs')
  writeFileSync(file, preload)
  return spawnSync(process.execPath, [...flags, '-r', file, ENTRY, ...args], { encoding: 'utf8' })
}

/** Runs the entry in a Node that says it is of another version, and that cannot read TypeScript. */
const runUnder = (version: string) =>
  runBehind(`Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`, [
    '--no-experimental-strip-types',
    '--disable-warning=ExperimentalWarning',
  ])

const manifest = JSON.parse(read('package.json')) as Manifest

describe('the entry of the command line', () => {
  test.each(['20.20.2', '18.0.0', '22.19.1', '23.11.1', '24.6.0', '9.99.0'])('Node %s gets one sentence', (version) => {
    expect(runUnder(version)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `wirefold needs Node 22.20 or 24.7, or later; this is ${version}. Install a newer one from nodejs.org.\n`,
    })
  })

  test.each(['22.20.0', '22.23.3', '24.7.0', '24.21.0', '25.0.0', '100.1.0'])('Node %s goes on to the TypeScript', (version) => {
    expect(runUnder(version).stderr).toContain('main.ts')
  })

  test('is written so that an old Node reads it', () => {
    const code = read('src/cli/wirefold.cjs').replace(/^\s*\/\/.*$/gm, '')
    expect(code.match(/=>|`|\?\.|\?\?|\.{3}|\b(?:const|let|await|async|class)\b/g)).toBe(null)
  })

  test.runIf(process.platform === 'linux')(
    'a command that fetches begins again as the same process, which gives memory back at once',
    () => {
      const preload = "process.stderr.write(`${process.pid} ${process.env.MALLOC_TRIM_THRESHOLD_ ?? 'none'}\\n`)"
      const begins = (...args: string[]) => {
        const { status, stderr } = runBehind(preload, [], args)
        return [status, new Set(stderr.match(/^\d+/gm)).size, stderr.match(/(?<=^\d+ )\w+$/gm)]
      }
      expect(begins('refresh', '--help')).toEqual([0, 1, ['none', '131072']])
      expect(begins('feeds', '--help')).toEqual([0, 1, ['none']])
    },
  )

  test('drops the warning that SQLite is an experiment, and no other', () => {
    const warn = (...messages: string[]) => messages.map((message) => `process.emitWarning('${message}', 'ExperimentalWarning')`).join(';')
    const { stderr } = runBehind(`setImmediate(() => { ${warn('SQLite is an experimental feature', 'Something is new')} })`)
    expect(stderr).toContain('Something is new')
    expect(stderr).not.toContain('SQLite')
  })

  test('runs the commands', () => {
    const { stdout } = spawnSync(process.execPath, [ENTRY, '--version'], { encoding: 'utf8' })
    expect(stdout).toBe(`${manifest.version}\n`)
  })
})

test.each(['README.md', 'docs/deploy.md'])('%s names the Node that package.json asks for', (page) => {
  const supported = manifest.engines.node.match(/\d+\.\d+/g)!
  expect(read(page)).toContain(`Node ${supported.join(' or ')}, or later`)
})
