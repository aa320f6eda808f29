import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { breaches } from './imports.ts'

const SRC = new URL('../../src/', import.meta.url)

const files = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(new URL(name, SRC), 'utf8')]),
)

test('every import of src goes down, types too, and none in a circle', () => {
  expect(files.size).toBeGreaterThan(200)
  expect(breaches(files)).toEqual([])
})

test('at most five files stand in the root of src', () => {
  expect([...files.keys()].filter((name) => !name.includes('/')).length).toBeLessThanOrEqual(5)
})

test.each<[form: string, file: string, text: string]>([
  ['a value', 'parse/planted.ts', "import { createApp } from '../web/app.ts'"],
  ['a type', 'monitor/planted.ts', "import type { Reading } from '../refresh/outcome.ts'"],
  ['a type among values', 'fetch/planted.ts', "import { type Save } from '../monitor/watch.ts'"],
  ['over several lines', 'model/planted.ts', "import {\n  digest,\n} from '../address/absolute.ts'"],
  ['a namespace', 'model/planted.ts', "import * as all from '../address/absolute.ts'"],
  ['for its effects', 'schedule/planted.ts', "import '../monitor/watch.ts'"],
  ['import()', 'curate/planted.ts', "const { tick } = await import('../newswire/newswire.ts')"],
  ['import() as a type', 'store/port/planted.ts', "export type X = import('../../monitor/signs.ts').Sight"],
  ['a computed import()', 'curate/planted.ts', 'const room = await import(`../${name}.ts`)'],
  ['an import() by a variable', 'curate/planted.ts', 'const room = await import(name)'],
  ['export from', 'address/planted.ts', "export { digest } from '../normalize/text.ts'"],
  ['export type from', 'address/planted.ts', "export type { Item } from '../config/config.ts'"],
  ['export *', 'dedupe/planted.ts', "export * from '../normalize/text.ts'"],
  ['through a barrel of a lower room', 'model/index.ts', "export * from '../web/app.ts'"],
  ['through a barrel in the root', 'index.ts', "export * from './web/app.ts'"],
  ['through a barrel outside of src', 'parse/planted.ts', "import { app } from '../../test/barrel.ts'"],
  ['through an alias', 'parse/planted.ts', "import { bench } from '#bench'"],
  ['through the package', 'parse/planted.ts', "import { app } from 'wirefold/src/web/app.ts'"],
  ['require', 'parse/planted.ts', "import app = require('../web/app.ts')"],
  ['a reference', 'parse/planted.ts', '/// <reference path="../web/app.ts" />'],
  ['SQL from a stage', 'monitor/planted.ts', "import { sql } from '../store/database.ts'"],
  ['a worker that reads files', 'worker.ts', "import { openNewswire } from './node/open.ts'"],
  ['a worker that is imported', 'cli/planted.ts', "import worker from '../worker.ts'"],
  ['a neighbour', 'config/planted.ts', "import { digest } from '../dedupe/words.ts'"],
  ['a new room that nobody placed', 'utils/planted.ts', ''],
])('a planted breach is found: %s', (_, file, text) => {
  expect(breaches(new Map([...files, [file, text]]))).not.toEqual([])
})

test('a circle is found, also of types and inside one room', () => {
  const planted = new Map([
    ['model/one.ts', "import type { Two } from './two.ts'"],
    ['model/two.ts', "export type { Three } from './three.ts'"],
    ['model/three.ts', "import type { One } from './one.ts'"],
  ])
  expect(breaches(planted)).toEqual(['a circle: model/one.ts -> model/two.ts -> model/three.ts -> model/one.ts'])
})

test('a comment that mentions an import is none', () => {
  expect(breaches(new Map([['model/planted.ts', "/** from '../web/app.ts' */\n// import('../web/app.ts')\n"]]))).toEqual([])
})
