import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Prints which of them a process loads that imports all of a refresh, and asks one server. */
const PROGRAM = `
  await import('./src/cli/refresh.ts')
  const { nodeFetch } = await import('./src/node/sockets.ts')
  const { parseAllowList } = await import('./src/address/private.ts')
  const answer = await nodeFetch(parseAllowList('127.0.0.0/8').allow)(process.argv[1], { headers: {} })
  const reader = answer.body.getReader()
  while (!(await reader.read()).done);
  const named = ['internal/deps/undici/undici', 'tls', 'http2', 'http']
  console.log(JSON.stringify([answer.status, named.filter((name) => process.moduleLoadList.includes('NativeModule ' + name))]))
`

test('a refresh over http loads neither TLS nor another client than that of Node', async () => {
  const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM, `http://127.0.0.1:${port}/`])
  server.close()
  expect(JSON.parse(stdout)).toEqual([200, ['http']])
})
