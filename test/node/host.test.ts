import { expect, test } from 'vitest'
import { isOwnHost } from '../../src/node/host.ts'

test.each<[host: string | null, isOurs: boolean]>([
  ['localhost', true],
  ['LOCALHOST:8787', true],
  ['localhost.', true],
  ['wirefold.localhost:8787', true],
  ['127.0.0.1:8787', true],
  ['192.168.1.7', true],
  ['[::1]:8787', true],
  ['[fe80::1]', true],
  ['nas.example', true],
  ['nas.example:8787', true],
  [null, true],
  ['', true],
  ['evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example', false],
  ['notlocalhost', false],
  ['nas.example.evil.example', false],
  ['evil.example:127', false],
  ['[evil]', false],
])('R59 %s', (host, isOurs) => expect(isOwnHost(host, 'nas.example')).toBe(isOurs))
