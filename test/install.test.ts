import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

interface Manifest {
  readonly allowScripts: Readonly<Record<string, boolean>>
}

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly hasInstallScript?: boolean
}

const manifest = JSON.parse(read('package.json')) as Manifest
const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages)
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const names = new Set(locked.map(([path]) => nameOf(path)))

describe('the lock file', () => {
  test('holds what other systems than the one it was written on need', () => {
    const wanted = locked.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies))
    expect(wanted.length).toBeGreaterThan(40)
    expect(wanted.filter((name) => !names.has(name))).toEqual([])
  })

  test('is the same to every npm: the tenth takes `libc` out, later ones write it', () => {
    expect(locked.filter(([, entry]) => 'libc' in entry)).toEqual([])
  })

  test('names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"|registry/)
  })
})

test('every package that wants to run a script at its installation was decided on, and no other', () => {
  const wanting = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path))
  expect(Object.keys(manifest.allowScripts).toSorted()).toEqual([...new Set(wanting)].toSorted())
})
