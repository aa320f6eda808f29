import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { HOSTILE } from '../page/hostile-pages.ts'
import { config, place, TOKEN } from './process.ts'

const COSTLY = `<!doctype html><html>${HOSTILE.find(([name]) => name === 'links')![1]}`
/** Addresses of this computer, so that sources are not asked one after another. */
const HOSTS = 2

test('R51 in the midst of a hostile refresh /healthz answers, and SIGTERM ends it, open visits and all', async () => {
  let sent = 0
  const origin = createServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end()
    // each body ends but for the last ones, which would hold a visit for 25 seconds
    if (++sent <= HOSTS) response.end(COSTLY)
    else response.write(COSTLY)
  })
  await once(origin.listen(0, '0.0.0.0'), 'listening')
  const { port } = origin.address() as AddressInfo
  const urls = Array.from({ length: 2 * HOSTS }, (_, n) => `http://127.0.0.${10 + n}:${port}/${n}`)
  using program = place({ 'feeds/news.yaml': config(urls) })
  await using served = await program.serve()
  const health = async () => (await (await fetch(`${served.url}/healthz`)).json()) as unknown
  await fetch(`${served.url}/api/refresh`, { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } })
  const answers: unknown[] = []
  while (sent < 2 * HOSTS) answers.push(await health())
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"status":"ok"}']))
  served.child.kill('SIGTERM')
  expect(await once(served.child, 'exit')).toEqual([0, null])
  origin.closeAllConnections()
  origin.close()
})
