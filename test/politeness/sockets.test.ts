// What needs a second origin in the same process, so runs on Node alone.
import { expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts'
import { origin, respond } from '../fetch/origin.ts'
import { feed, watch } from './watch.ts'

test('P31 a redirect to another origin carries nothing along', async () => {
  await using other = await origin((socket) => respond(socket, '200 OK', [], feed()))
  await using watching = await watch(() => ['302 Found', [`Location: ${other.url}/feed`, 'Set-Cookie: a=b']], {
    paths: ['/feed?key=secret'],
  })
  await watching.pass(7 * HOUR)
  expect(other.requests.length).toBe(2)
  for (const head of other.requests) expect(head).not.toMatch(/secret|cookie|authorization|referer/i)
})

test('P34 twelve feeds of one host: one connection at a time, a second apart; others are not held up', async () => {
  let open = 0
  let most = 0
  await using host = await origin((socket) => {
    most = Math.max(most, ++open)
    setTimeout(() => {
      open--
      respond(socket, '200 OK', ['ETag: "1"'], feed())
    }, 5)
  })
  const sleeps: number[] = []
  const paths = [...Array.from({ length: 12 }, (_, i) => `${host.url}/${i}`), '/small']
  await using watching = await watch(() => ['200 OK', ['ETag: "1"'], feed()], { paths, sleeps })
  await watching.pass(SECOND, SECOND)
  expect([host.requests.length, most, watching.requests.length]).toEqual([12, 1, 1])
  expect(sleeps.filter((duration) => duration > 800 && duration <= 1000).length).toBe(11)
})

test('P43 a body without end costs one failure', async () => {
  await using endless = await origin((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const more = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(1 << 20)));
    }
    socket.on('drain', more)
    more()
  })
  await using watching = await watch(() => undefined, { paths: [`${endless.url}/feed`] })
  await watching.pass(MINUTE)
  expect((await watching.source()).problem?.code).toBe('too-large')
  await endless.closed
})
