import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardUrl, requestUrl } from '../../src/fetch/guard.ts'
import ipaddr from 'ipaddr.js'
import { addressBytes, isInside, parseBlock } from '../../src/address/ip.ts'
import { addressAllowed, parseAllowList } from '../../src/address/private.ts'
import { guardedLookup, nodeFetch, type Resolve } from '../../src/node/sockets.ts'
import { allowing, LOOPBACK, origin, respond, visit } from './origin.ts'

const code = (url: string, allow = '') => guardUrl(new URL(url), allowing(allow))?.code

describe('R24: every spelling of an address that is not public is refused', () => {
  test.each(
    `127.0.0.1 127.1 2130706433 0x7f.1 017700000001 0 [::1] [::ffff:7f00:1] [::ffff:127.0.0.1] [::127.0.0.1] [::ffff:0:7f00:1] [64:ff9b::7f00:1]
     [64:ff9b::a9fe:a9fe] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [2001:db8::1] [2001:10::1] [2001:20::1] [4000::1] [::] [::8.8.8.8] [100::1] [fec0::1]
     １２７.０.０.１ 127。0。0。1 localhost localhost. LOCALHOST a.localhost printer.local db.internal nas.home.arpa
     169.254.169.254 [fd00:ec2::254] [fe80::1] [ff02::1] 100.100.100.200 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.0.0.8 192.0.2.1
     198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 0.0.0.0 0.1.2.3 192.88.99.1`.split(
      /\s+/,
    ),
  )('%s', (host) => {
    expect(code(`http://${host}/feed`)).toBe('private-address')
  })
})

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '[2606:4700::1111]',
  '[2a00:1450:4001::1]',
  '[64:ff9b::808:808]',
  'example.org',
  'localhost.example.org',
  'local.example.org',
])('%s is public', (host) => {
  expect(code(`http://${host}/feed`)).toBeUndefined()
})

test.each([
  ['file:///etc/passwd', 'unsupported-scheme'],
  ['ftp://example.org/', 'unsupported-scheme'],
  ['gopher://example.org/', 'unsupported-scheme'],
  ['data:text/xml,<rss/>', 'unsupported-scheme'],
  ['blob:http://example.org/1', 'unsupported-scheme'],
  ['jar:http://example.org/', 'unsupported-scheme'],
  ['http:/\\127.0.0.1/', 'private-address'],
  ['http://example.org@127.0.0.1/', 'private-address'],
  ['http://127.0.0.1\t.example.org\n:22/', 'forbidden-port'],
  ['http://example.org:22/', 'forbidden-port'],
  ['http://example.org:25/', 'forbidden-port'],
  ['https://example.org:6379/', 'forbidden-port'],
  ['http://example.org:0/', 'forbidden-port'],
  ['https://example.org:8443/', undefined],
  ['http://example.org:443/', undefined],
])('R26: %j is %s', (url, expected) => {
  expect(code(url)).toBe(expected)
})

test('R24: the sentence says which address, and what would allow it', () => {
  expect(guardUrl(new URL('http://0x7f.1/'), [])?.message).toBe(
    '127.0.0.1 is a private address, which is not fetched unless WIREFOLD_ALLOW_PRIVATE names its block.',
  )
})

test.each([
  ['127.0.0.0/8', '127.9.9.9', true],
  ['127.0.0.0/8', '::ffff:127.0.0.1', true],
  ['127.0.0.0/8', '128.0.0.1', true],
  ['127.0.0.0/8', '10.0.0.1', false],
  ['127.0.0.0/8', '::1', false],
  ['10.0.0.5', '10.0.0.5', true],
  ['10.0.0.5', '10.0.0.6', false],
  ['::1/128, fd00::/8', 'fd12::1', true],
  ['10.0.0.0/8 192.168.0.0/16', '192.168.1.1', true],
  ['', '::1', false],
  ['', 'fe80::1%eth0', false],
  ['0.0.0.0/0', '127.1', false],
  ['', 'nonsense', false],
])('allowing %j: %s is allowed: %s', (allow, address, expected) => {
  expect(addressAllowed(address, allowing(allow))).toBe(expected)
})

test.each(['banana', '127.0.0.0/33', '127.0.0.0/8/9', '127.0.0.0/', '127.1/8', '::/129', '10.0.0.0/-1', '10.0.0.0/8;::1'])(
  'WIREFOLD_ALLOW_PRIVATE=%j is refused by name',
  (text) => {
    const parsed = parseAllowList(text)
    expect(parsed.ok ? '' : parsed.problem.message).toContain(`WIREFOLD_ALLOW_PRIVATE holds "${text}"`)
  },
)

test('the guard agrees with the table of private blocks for every IPv4 address', () => {
  const refused = [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/3',
  ]
  const blocks = refused.map((block) => {
    const [network = '', bits] = block.split('/')
    return [network.split('.').reduce((value, part) => value * 256 + Number(part), 0), 2 ** (32 - Number(bits))] as const
  })
  fc.assert(
    fc.property(fc.oneof(fc.nat(2 ** 32 - 1), fc.constantFrom(...blocks.flatMap(([from, size]) => [from, from + size - 1]))), (value) => {
      const text = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
      if (blocks.some(([from, size]) => value >= from && value < from + size)) expect(addressAllowed(text, [])).toBe(false)
      const hex = (value + 2 ** 32).toString(16).slice(1)
      expect(addressAllowed(`::ffff:${hex.slice(0, 4)}:${hex.slice(4)}`, [])).toBe(addressAllowed(text, []))
    }),
  )
})

describe('addresses are read and judged as ipaddr.js does it', () => {
  const group = fc.oneof(fc.constantFrom(0, 0, 0, 1, 0xffff, 0x64, 0xff9b), fc.nat(0xffff))
  const first = fc.oneof(
    group,
    fc.constantFrom(0x2000, 0x2001, 0x2002, 0x2620, 0x3fff, 0x3ffe, 0x4000, 0x5f00, 0xfe80, 0xfec0, 0xfd00, 0xff02),
  )
  const second = fc.oneof(group, fc.constantFrom(0x1ff, 0x200, 0xdb8, 0x4f, 0xfff, 0x1000, 0xff9b))
  const third = fc.oneof(group, fc.constantFrom(0x8000, 0x8001, 0x112))
  const ipv6 = fc.tuple(first, second, third, group, group, group, group, group).map((parts) => new ipaddr.IPv6([...parts]))
  const ipv4 = fc
    .tuple(
      ...[
        [0, 10, 100, 127, 169, 172, 192, 198, 203, 223, 224],
        [0, 18, 20, 31, 52, 64, 88, 168, 175, 254],
        [0, 2, 48, 99, 113, 193, 196],
      ].map((edges) => fc.oneof(fc.constantFrom(...edges), fc.nat(255))),
      fc.nat(255),
    )
    .map((bytes) => new ipaddr.IPv4(bytes))

  const isPublic = (text: string): boolean => {
    const given = ipaddr.process(text)
    const address =
      given.kind() === 'ipv6' && given.match(ipaddr.parseCIDR('64:ff9b::/96')) ? new ipaddr.IPv4(given.toByteArray().slice(12)) : given
    return address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(ipaddr.parseCIDR('2000::/3')))
  }

  test('of either family, however they are written', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (address) => {
        for (const text of [address.toString(), address.toNormalizedString(), address.toString().toUpperCase()]) {
          expect([text, addressBytes(text)]).toEqual([text, address.toByteArray()])
          expect([text, addressAllowed(text, [])]).toEqual([text, isPublic(text)])
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('and blocks hold the same of them', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), fc.oneof(ipv4, ipv6), fc.nat(128), (address, network, bits) => {
        const width = network.kind() === 'ipv4' ? 32 : 128
        const isIn = address.kind() === network.kind() && address.match(network as never, bits % (width + 1))
        expect(isInside(addressBytes(address.toString())!, parseBlock(`${network.toString()}/${bits % (width + 1)}`)!)).toBe(isIn)
      }),
      { numRuns: 1000 },
    )
  })

  test('and what is none there is none here', () => {
    const piece = fc.constantFrom(':', ':', '::', '.', '0', '1', 'f', 'ffff', '255', '256', '00', '01', '127.0.0.1', 'g', '%', '12345', '')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const bytes = addressBytes(text)
        if (bytes) expect([text, ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)]).toEqual([text, true])
      }),
      { numRuns: 2000 },
    )
  })
})

describe('R25: the address that is checked is the address that is dialled', () => {
  const answers =
    (...addresses: string[]): Resolve =>
    (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  test.each([
    ['a private A', ['127.0.0.1']],
    ['a public A beside ::1', ['93.184.216.34', '::1']],
    ['a mapped one', ['::ffff:127.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
  ])('a name with %s: no connection', async (_, addresses) => {
    await using secret = await origin((socket) => respond(socket, '200 OK', [], 'secret'))
    const fetched = await visit(`http://feeds.example.org:${secret.port}/`, {
      allowPrivate: [],
      fetch: nodeFetch([], answers(...addresses)),
    })
    expect(fetched).toMatchObject({ kind: 'failed', problem: { code: 'private-address' } })
    expect(fetched.kind === 'failed' && fetched.problem.message).not.toContain(addresses[0])
    expect(secret.connections()).toBe(0)
  })

  test('rebinding: the name is asked once a connection, and the socket dials what was checked', async () => {
    await using server = await origin((socket) => respond(socket, '200 OK', [], 'feed'))
    let asked = 0
    const rebinding: Resolve = (...args) => answers(++asked === 1 ? '127.0.0.1' : '169.254.169.254')(...args)
    const fetched = await visit(`http://feeds.example.org:${server.port}/`, { fetch: nodeFetch(LOOPBACK, rebinding) })
    expect([fetched.kind, asked]).toEqual(['fresh', 1])
  })

  test('an empty answer is a name that was not found', async () => {
    expect(await visit('http://feeds.example.org/', { fetch: nodeFetch([], answers()) })).toMatchObject({ problem: { code: 'dns' } })
  })

  test('a caller that wants one address gets one', () => {
    guardedLookup(LOOPBACK, answers('127.0.0.1'))('x', { all: false }, (error, address, family) => {
      expect([error, address, family]).toEqual([null, '127.0.0.1', 4])
    })
  })
})

test('what is asked for has neither credentials nor fragment', () => {
  expect(requestUrl('HTTP://user:pw@Example.org:80/a b#c')?.href).toBe('http://example.org/a%20b')
  expect(requestUrl('no url')).toBeUndefined()
})
