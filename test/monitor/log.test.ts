import { expect, test } from 'vitest'
import { visitLine } from '../../src/monitor/log.ts'

const line = (source: string): string => visitLine({ source, at: 0, outcome: 'updated', status: 200, items: 1, new: 1, bytes: 1, ms: 1 })

test.each<[name: string, source: string, secret: string]>([
  ['in a path', 'https://calendar.example.org/ical/private-0a1b2c3d4e5f60718293a4b5c6d7e8f9/basic.ics', '0a1b2c3d4e5f6071'],
  ['behind a word for it', 'https://paid.example.org/token/aB3dE5fG7hJ9kL1mN3pQ5r/feed', 'aB3dE5fG7hJ9kL1m'],
  ['in a query', 'https://paid.example.org/feed?key=abc123', 'abc123'],
])('a log line shows no key %s', (_, source, secret) => {
  expect(line(source)).not.toContain(secret)
  expect(line(source)).toContain(new URL(source).host)
})
