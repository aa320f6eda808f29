import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const file = (name: string) => readFileSync(new URL(`../../packaging/${name}`, import.meta.url), 'utf8')
const root = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Package
const template = JSON.parse(file('create-wirefold/template/package.json')) as Package

interface Package {
  readonly version: string
  readonly files: readonly string[]
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

test.skipIf(!hasSystemd)('the service file says nothing that systemd does not know', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-unit-'))
  try {
    const unit = join(folder, 'wirefold.service')
    // where Node lies differs from machine to machine
    writeFileSync(unit, file('wirefold.service').replace('/usr/bin/node', process.execPath))
    expect(execFileSync('systemd-analyze', ['verify', unit], { encoding: 'utf8', stdio: 'pipe' })).toBe('')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the compose file shields the container: no root, nothing writable but its volume, TLS in front', () => {
  const { services } = parse(file('compose.yaml')) as { services: Record<string, Record<string, unknown>> }
  expect(services['wirefold']).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' })
  expect(services['wirefold']).not.toHaveProperty('ports')
  expect(services['caddy']!['ports']).toContain('443:443')
  expect(file('Dockerfile')).toMatch(/^USER 65532/m)
  expect(file('Dockerfile')).toMatch(/^HEALTHCHECK/m)
})

test('what create-wirefold makes fits this wirefold', () => {
  expect(template.dependencies['wirefold']).toBe(`^${root.version}`)
  expect(template.devDependencies['wrangler']).toBe(root.devDependencies['wrangler'])
  expect(template.engines).toEqual(root.engines)
  expect((JSON.parse(file('create-wirefold/package.json')) as Package).version).toBe(root.version)
  const date = /compatibility_date = "[^"]+"/
  const ours = readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8')
  expect(date.exec(file('create-wirefold/template/wrangler.toml'))![0]).toBe(date.exec(ours)![0])
})

test('a Worker made by create-wirefold leaves out what ours leaves out, and the package brings what stands in for it', () => {
  const aliases = (toml: string) =>
    [...toml.slice(toml.indexOf('[alias]')).matchAll(/^(\S+) = "(.+)"$/gm)].map(([, name, path]) => [name, path!])
  const ours = aliases(readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8'))
  expect(ours.length).toBeGreaterThan(2)
  expect(aliases(file('create-wirefold/template/wrangler.toml'))).toEqual(
    ours.map(([name, path]) => [name, path!.replace('./', 'wirefold/')]),
  )
  for (const [, path] of ours) expect(root.files).toContain(path!.replace('./', ''))
})

test.each<[name: string, args: string[], says: RegExp, code: number]>([
  ['a folder that is not empty is left alone', ['.'], /not empty \(here\).*npm create wirefold my-news/, 2],
  ['an option that there is not', ['--forse'], /no option --forse/, 2],
  ['help', ['--help'], /usage: npm create wirefold/, 0],
])('create-wirefold: %s', (_, args, says, code) => {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-create-'))
  try {
    writeFileSync(join(folder, 'here'), '')
    const index = new URL('../../packaging/create-wirefold/index.js', import.meta.url).pathname
    const ran = spawnSync(process.execPath, [index, ...args], { cwd: folder, encoding: 'utf8' })
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringMatching(says)])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
