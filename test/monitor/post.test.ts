import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import RssParser from 'rss-parser'
import { expect, test } from 'vitest'
import { parseAllowList } from '../../src/address/private.ts'
import { nodeFetch } from '../../src/node/sockets.ts'
import { guardedPost } from '../../src/fetch/post.ts'
import { shownAddress } from '../../src/address/shown.ts'
import { incidentOf, told } from '../../src/monitor/incident.ts'
import { incidentsEdition } from '../../src/publish/incidents.ts'

const LOOPBACK = parseAllowList('127.0.0.0/8')
const allow = LOOPBACK.ok ? LOOPBACK.allow : []

test('a message arrives as it was sent, at private addresses only where they are allowed', async () => {
  const received: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push(`${request.method} ${String(request.headers['webhook-id'])} ${body}`)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const init = { method: 'POST', headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' }, body: '{"a":"ü"}' }
  expect((await guardedPost(nodeFetch(allow), allow)(url, init)).status).toBe(204)
  for (const refused of [url, 'http://localhost/', 'http://[::1]/', 'http://169.254.169.254/', 'http://2130706433/'])
    await expect(guardedPost(nodeFetch([]), [])(refused, init)).rejects.toThrow(/private/)
  expect(received).toEqual(['POST msg_1 {"a":"ü"}'])
  server.close()
})

test('the feed of incidents is one that readers read, whatever a source calls itself', async () => {
  const at = Date.UTC(2030, 0, 1)
  const hostile = `</title><script>alert(1)</script> ]]> & \u0000 "`
  const incidents = [
    incidentOf('https://a.example.org/', 'hands', at, `The feed called “${hostile}” is now called “x”.`),
    told('https://a.example.org/', 'recovered', at, 'It can be read again.'),
    incidentOf('', 'offline', at, 'Nothing at all.'),
  ]
  const { body, etag } = incidentsEdition({
    base: 'https://news.example.org',
    authority: 'news.example.org,2030',
    incidents,
    name: () => hostile,
  })
  const { items } = await new RssParser().parseString(body)
  expect(items.map(({ title }) => title)).toEqual([
    `</title><script>alert(1)</script> ]]> & ": another feed at its address`,
    `</title><script>alert(1)</script> ]]> & ": recovered`,
    'Nothing can be fetched at all',
  ])
  expect(new Set(items.map(({ id }) => id)).size).toBe(3)
  expect(items[0]!.content).not.toContain('<script')
  expect(
    incidentsEdition({ base: 'https://news.example.org', authority: 'news.example.org,2030', incidents, name: () => hostile }).etag,
  ).toBe(etag)
})

test.each([
  ['https://user:word@example.org/a?key=secret', /^https:\/\/example\.org\/a\?[0-9a-f]{6}$/],
  ['https://example.org/a', /^https:\/\/example\.org\/a$/],
  ['file:///home/me/data/sample/a.xml', /^file:a\.xml$/],
  ['nonsense', /^$/],
])('%s is shown without what is nobody’s business', (url, shown) => expect(shownAddress(url)).toMatch(shown))
