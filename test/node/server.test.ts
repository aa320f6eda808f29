import { once } from 'node:events'
import type { RequestListener, Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { descriptorLimit } from '../../src/node/descriptors.ts'
import { connectionLimit, createBoundedServer } from '../../src/node/server.ts'

/** More than a loopback connection holds while nobody reads. */
const LARGE = Buffer.alloc(16 * 1024 * 1024, 'x')

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

async function serving(listener: RequestListener, limit?: number): Promise<{ server: Server; port: number }> {
  const server = createBoundedServer(listener, limit)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push({ close: () => (server.closeAllConnections(), server.close()) })
  return { server, port: (server.address() as AddressInfo).port }
}

async function pipeline(port: number, paths: readonly string[]): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  open.push({ close: () => socket.destroy() })
  await once(socket, 'connect')
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''))
  return socket
}

const paths = (count: number) => Array.from({ length: count }, (_, n) => `/${n}`)

test('R52 of twenty requests that one connection sends and does not read, one is answered at a time', async () => {
  const started: string[] = []
  const { port } = await serving((request, response) => {
    started.push(request.url!)
    response.end(LARGE)
  })
  const socket = await pipeline(port, paths(20))
  socket.pause()
  // a second connection is answered, so the first has had its turn
  await once(await pipeline(port, ['/other']), 'data')
  expect(started).toEqual(['/0', '/other'])
})

test('a reader that pipelines and reads gets every answer, in order', async () => {
  const { port } = await serving((request, response) => response.end(`[${request.url}]`))
  const socket = await pipeline(port, [...paths(30), ...paths(30)])
  let text = ''
  for await (const data of socket) {
    text += String(data)
    if (text.match(/\[\/\d+\]/g)?.length === 60) break
  }
  expect(text.match(/\[\/\d+\]/g)).toEqual([...paths(30), ...paths(30)].map((path) => `[${path}]`))
})

test('R52 a connection that sends more requests than a reader has use for is closed', async () => {
  let started = 0
  const { port } = await serving((_, response) => {
    started++
    response.end(LARGE)
  })
  const socket = await pipeline(port, paths(1000))
  socket.resume()
  await once(socket, 'close')
  expect(started).toBeLessThan(70)
})

test('R52 a new reader takes the place of the connection that stood still longest', async () => {
  const { server, port } = await serving((request, response) => response.end(request.url === '/small' ? 'small' : LARGE), 8)
  for (let n = 0; n < 12; n++) (await pipeline(port, ['/large'])).pause()
  const reader = await pipeline(port, ['/small'])
  expect(String((await once(reader, 'data'))[0])).toMatch(/small$/)
  const count = await new Promise<number>((resolve) => server.getConnections((_, connections) => resolve(connections)))
  expect(count).toBeLessThanOrEqual(8)
})

test.each([
  [256, 128],
  [1024, 896],
  [65_536, 2000],
  [64, 16],
])('R52 of %i descriptors readers get %i', (descriptors, connections) => {
  expect(connectionLimit(descriptors)).toBe(connections)
})

test('R52 headers must come within ten seconds', async () => {
  const { server } = await serving(() => {})
  expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000, timeout: 30_000 })
  expect(descriptorLimit()).toBeGreaterThan(64)
})
