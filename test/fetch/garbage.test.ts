import fc from 'fast-check'
import { expect, test } from 'vitest'
import { origin, visit } from './origin.ts'

const line = fc.oneof(
  fc.constantFrom(
    'Content-Encoding: gzip',
    'Content-Encoding: br, deflate',
    'Transfer-Encoding: chunked',
    'Content-Length: 3',
    'Content-Length: -1',
    'Location: /',
    'Location: http://[',
    'ETag: "\xff',
    ': x',
    'Trailer: a',
    '',
  ),
  fc.string({ maxLength: 30 }),
)
const start = fc.oneof(
  fc.integer({ min: 0, max: 999 }).map((status) => `HTTP/1.1 ${status} X`),
  fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.0 200', 'HTTP/2 200 OK', 'ICY 200 OK', ''),
)
const response = fc.record({ start, headers: fc.array(line, { maxLength: 6 }), body: fc.uint8Array({ maxLength: 200 }) })

test('whatever comes over the wire, a visit ends in a value, in time', async () => {
  await fc.assert(
    fc.asyncProperty(response, async ({ start: first, headers, body }) => {
      await using server = await origin((socket) => {
        socket.write(Buffer.from([first, ...headers, '', ''].join('\r\n'), 'latin1'))
        socket.end(body)
      })
      const fetched = await visit(server.url, { limits: { headers: 500, whole: 500, bytes: 150 } })
      expect(['fresh', 'failed', 'unchanged']).toContain(fetched.kind)
      if (fetched.kind === 'fresh') expect(fetched.bytes.length).toBeLessThanOrEqual(150)
      if (fetched.kind === 'failed') expect(fetched.problem.message).toMatch(/^[A-Z].+\.?$/)
    }),
    { numRuns: 150 },
  )
})
