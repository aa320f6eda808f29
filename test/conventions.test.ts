import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const HERE = new URL('./', import.meta.url)
const tests = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('conventions.test.ts'),
)

test.each([
  ['the clock on the wall: bound processor time (cpu.ts), steps or bytes', /performance\.now\(|Date\.now\(\) - \w+\)\.toBeLess/],
  ['only one test, and forget the others', /\b(?:test|it|describe)\.only\(/],
])('no test goes by %s', (_, pattern) => {
  expect(tests.filter((name) => pattern.test(readFileSync(new URL(name, HERE), 'utf8')))).toEqual([])
})
