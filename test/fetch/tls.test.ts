import { once } from 'node:events'
import { createServer } from 'node:https'
import * as tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeFetch } from '../../src/node/sockets.ts'
import { AUTHORITY, EXPIRED, GOOD, OTHER } from './certificates.ts'
import { LOOPBACK, origin, respond, visit } from './origin.ts'

/** Every name is here. */
const fetch = nodeFetch(LOOPBACK, (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))

async function secured(options: tls.SecureContextOptions, run: (port: number, requests: string[]) => Promise<void>): Promise<void> {
  const requests: string[] = []
  const server = createServer(options, (request, response) => {
    requests.push(request.url ?? '')
    response.end('feed')
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  try {
    await run(typeof address === 'object' && address ? address.port : 0, requests)
  } finally {
    server.close()
  }
}

describe('R22: what TLS cannot vouch for is refused', () => {
  const before = tls.getCACertificates('default')
  beforeAll(() => tls.setDefaultCACertificates([AUTHORITY]))
  afterAll(() => tls.setDefaultCACertificates(before))

  test('a certificate that is good is accepted', async () => {
    await secured(GOOD, async (port) => {
      expect(await visit(`https://feeds.example.org:${port}/`, { fetch })).toMatchObject({ kind: 'fresh', status: 200 })
    })
  })

  test.each([
    ['an expired one', EXPIRED],
    ['one for another host', OTHER],
    ['TLS 1.0', { ...GOOD, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' } as const],
  ])('%s is not, and nothing is asked for', async (_, options) => {
    await secured(options, async (port, requests) => {
      expect(await visit(`https://feeds.example.org:${port}/`, { fetch })).toMatchObject({ kind: 'failed', problem: { code: 'tls' } })
      expect(requests).toEqual([])
    })
  })

  test('one that nobody vouches for is not', async () => {
    tls.setDefaultCACertificates(before)
    await secured(GOOD, async (port, requests) => {
      expect(await visit(`https://feeds.example.org:${port}/`, { fetch })).toMatchObject({ kind: 'failed', problem: { code: 'tls' } })
      expect(requests).toEqual([])
    })
    tls.setDefaultCACertificates([AUTHORITY])
  })
})

test('R22: https that fails is not tried over http', async () => {
  await using plain = await origin((socket) => respond(socket, '200 OK', [], 'feed'))
  expect(await visit(plain.url.replace('http:', 'https:'), { limits: { headers: 500 } })).toMatchObject({ kind: 'failed' })
  expect(plain.requests).toEqual([])
})
