import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'

const IMPORT = /(?:from|import\(|import) ?'(\.[^']+)'/g

/**
 * The test files among `tests` whose tests may be others than before, since they, or a module of the tests that they import, changed.
 * What is no module (a page that a test reads) counts for every test of its room.
 *
 * @param tests all files of the tests, relative to `root`
 * @param changed those of them that changed
 */
export function affectedTests(root: string, tests: readonly string[], changed: readonly string[]): readonly string[] {
  const touched = new Set(changed)
  const importers = new Map<string, string[]>()
  for (const file of tests.filter((name) => name.endsWith('.ts') && existsSync(join(root, name))))
    for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      const imported = normalize(join(dirname(file), target!))
      importers.set(imported, [...(importers.get(imported) ?? []), file])
    }
  // a set takes in what is added while it is walked
  for (const file of touched) for (const importer of importers.get(file) ?? []) touched.add(importer)
  const rooms = new Set(changed.filter((file) => extname(file) !== '.ts').map(roomOf))
  return tests.filter((file) => file.endsWith('.test.ts') && existsSync(join(root, file)) && (touched.has(file) || rooms.has(roomOf(file))))
}

/** `test/page` of `test/page/pages/article.html`. */
const roomOf = (file: string): string => file.split('/').slice(0, 2).join('/')
