import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { affectedTests } from '../bench/redgreen/affected.ts'
import { describeVerdicts, isProven, verdictsOn, type Outcomes, type Ran } from '../bench/redgreen/verdict.ts'

const passed: Ran = { isPassed: true, isFailed: false, why: '' }
const failed: Ran = { isPassed: false, isFailed: true, why: 'expected 1 to be 2' }
const skipped: Ran = { isPassed: false, isFailed: false, why: '' }
const outcomes = (tests: Readonly<Record<string, Ran>>, broken: Readonly<Record<string, string>> = {}): Outcomes => ({
  tests: new Map(Object.entries(tests)),
  broken: new Map(Object.entries(broken)),
})
const judged = (before: Outcomes, now: Outcomes, old: readonly string[] = []) =>
  verdictsOn('node', new Set(old), before, now).map(({ test, kind }) => [test, kind])

describe('a new test', () => {
  test.each([
    ['that failed before is proven', failed, passed, 'proven'],
    ['that passed before proves nothing', passed, passed, 'green before'],
    ['that fails now', failed, failed, 'red now'],
    ['that is skipped', passed, skipped, 'left out'],
    ['that was skipped before', skipped, passed, 'left out'],
  ] as const)('%s', (_, before, now, kind) => {
    expect(judged(outcomes({ 'a > x': before }), outcomes({ 'a > x': now }))).toEqual([['a > x', kind]])
  })

  test('is one whose name was not there, in a file that was', () => {
    expect(judged(outcomes({ 'a > x': passed }), outcomes({ 'a > x': passed, 'a > y': passed }), ['a > x'])).toEqual([['a > y', 'proven']])
  })

  test('is red before where its file could not be loaded', () => {
    const [verdict] = verdictsOn('node', new Set(), outcomes({}, { a: 'no such module' }), outcomes({ 'a > x': passed }))
    expect(verdict).toMatchObject({ kind: 'proven', why: 'no such module' })
  })

  test('is red now where its file cannot be loaded', () => {
    expect(judged(outcomes({}), outcomes({}, { a: 'no such module' }))).toEqual([['a', 'red now']])
  })
})

test('one that proves nothing is named, and no change passes with it', () => {
  const verdicts = verdictsOn(
    'node',
    new Set(),
    outcomes({ 'a > x': passed, 'a > y': failed }),
    outcomes({ 'a > x': passed, 'a > y': passed }),
  )
  expect(verdicts.every(isProven)).toBe(false)
  expect(describeVerdicts(verdicts, 'main')).toMatch(/1 green without the change too.*\n {2}node a > x/)
})

describe('the tests that a change of the tests affects', () => {
  const FILES: Readonly<Record<string, string>> = {
    'test/a.test.ts': "import { rows } from './support/rows.ts'",
    'test/b.test.ts': "import { other } from './support/other.ts'",
    'test/pages/c.test.ts': '',
    'test/support/rows.ts': "import { deep } from './deep.ts'",
    'test/support/deep.ts': '',
    'test/support/other.ts': '',
    'test/pages/fixtures/page.html': '',
  }
  const root = mkdtempSync(join(tmpdir(), 'wirefold-affected-'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  test.each([
    ['a test file', ['test/b.test.ts'], ['test/b.test.ts']],
    ['a module behind a module', ['test/support/deep.ts'], ['test/a.test.ts']],
    ['a page that a test may read', ['test/pages/fixtures/page.html'], ['test/pages/c.test.ts']],
    ['a file that is gone', ['test/gone.test.ts'], []],
  ])('%s', (_, changed, affected) => {
    expect(affectedTests(root, [...Object.keys(FILES), 'test/gone.test.ts'], changed)).toEqual(affected)
  })
})
