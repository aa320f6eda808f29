import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)

test('docs/architecture.md names every room and every root file of src, and no other', () => {
  const text = readFileSync(new URL('docs/architecture.md', ROOT), 'utf8')
  const named = [...text.matchAll(/^\| `([\w.-]+\/?)`/gm)].map(([, name]) => name!)
  const there = readdirSync(new URL('src/', ROOT), { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `${entry.name}/` : entry.name,
  )
  // what types a module for the compiler is named where that module is
  expect(named.toSorted()).toEqual(there.filter((name) => !name.endsWith('.d.ts')).toSorted())
})
