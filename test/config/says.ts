import { expect } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'

/** A mistake in a file, and what is said of it: the line of the key, the key, and what to write. */
export type Row = [name: string, yaml: string, ...said: string[]]

export const FEED = 'title: Tides\nsources: [https://example.org/tide.xml]\n'

/** Words of the libraries that read YAML and check types. */
const FOREIGN = /invalid|expected|received|flow|implicit|scalar|mapping|unresolved|token|zod|parse|object|array|string/i

export function says(_: string, yaml: string, ...said: string[]): void {
  const read = readFeedConfig('feeds/tides.yaml', yaml, () => ({ urls: [] }))
  const problems = read.ok ? [] : read.problems
  expect(problems.map(({ line, key, message }) => `${line}: ${key ? `${key}: ` : ''}${message}`)).toEqual(said)
  for (const { message } of problems) expect(message.replace(/"[^"]*"|ebb, flow|: .*$/g, '')).not.toMatch(FOREIGN)
}
