import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deployCommand, type DeployTools } from '../../src/cli/deploy.ts'

let folder: string
const home = process.cwd()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wirefold-deploy-test-'))
  process.chdir(folder)
  mkdirSync('feeds')
  writeFileSync('feeds/news.yaml', 'title: News\nsources:\n  - https://example.org/feed\n')
  writeFileSync('wrangler.toml', 'name = "news"\n')
})

afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true, force: true })
})

/** An account as wrangler shows it: whether the Worker has a token, and the addresses that a deploy brings. */
function account({ hasToken = false, targets = ['https://news.somebody.workers.dev'], refusals = 0, code = 0 } = {}) {
  const ran: string[][] = []
  const told: [url: string, token: string, body: string][] = []
  const tools: DeployTools = {
    wrangler: async (args, env = {}) => {
      ran.push([...args])
      if (args[0] === 'secret') return { code: 0, stdout: hasToken ? '[{"name":"WIREFOLD_TOKEN","type":"secret_text"}]' : '[]' }
      writeFileSync(env['WRANGLER_OUTPUT_FILE_PATH']!, `{"type":"deploy","targets":${JSON.stringify(targets)}}\n`)
      return { code, stdout: '' }
    },
    fetch: async (url, init) => {
      told.push([url, init.headers['authorization']!, init.body])
      if (told.length <= refusals) throw new TypeError('not resolved yet')
      return new Response('{}')
    },
    sleep: async () => undefined,
  }
  return { ran, told, tools }
}

const options = { db: 'data/wirefold.db' }

test('the first deploy makes a token that only its owner reads, sends it along, and tells the Worker its address', async () => {
  const { ran, told, tools } = account({ refusals: 2 })
  expect(await deployCommand(options, tools)).toBe(0)
  const { WIREFOLD_TOKEN: token } = JSON.parse(readFileSync('.secrets', 'utf8')) as { WIREFOLD_TOKEN: string }
  expect(token).toMatch(/^[0-9a-f]{64}$/)
  expect(statSync('.secrets').mode & 0o777).toBe(0o600)
  expect(ran).toEqual([
    ['secret', 'list', '--format', 'json'],
    ['deploy', '--secrets-file', '.secrets'],
  ])
  expect(told).toHaveLength(3)
  expect(told[2]).toEqual([
    'https://news.somebody.workers.dev/api/address',
    `Bearer ${token}`,
    '{"url":"https://news.somebody.workers.dev"}',
  ])
})

test('the next deploy keeps the token', async () => {
  writeFileSync('.secrets', '{"WIREFOLD_TOKEN":"kept since the first time"}')
  const { ran, told, tools } = account()
  expect(await deployCommand(options, tools)).toBe(0)
  expect(ran).toEqual([['deploy', '--secrets-file', '.secrets']])
  expect(told[0]![1]).toBe('Bearer kept since the first time')
})

test.each([
  ['as wrangler reads .env files', 'WIREFOLD_TOKEN="plain and long enough"\n', 'plain and long enough'],
  ['named ones: the first', '{"WIREFOLD_TOKEN":"ann:0123456789abcdef ben:fedcba9876543210"}', '0123456789abcdef'],
])('a token %s', async (_, text, sent) => {
  writeFileSync('.secrets', text)
  const { told, tools } = account()
  await deployCommand(options, tools)
  expect(told[0]![1]).toBe(`Bearer ${sent}`)
})

test('another machine, without the file, does not overwrite the token that the Worker has', async () => {
  const { ran, told, tools } = account({ hasToken: true })
  expect(await deployCommand(options, tools)).toBe(0)
  expect(ran.at(-1)).toEqual(['deploy'])
  expect([existsSync('.secrets'), told]).toEqual([false, []])
})

test('a domain of one’s own is the address, whichever comes first', async () => {
  const { told, tools } = account({ targets: ['https://news.somebody.workers.dev', 'https://news.example.org'] })
  await deployCommand(options, tools)
  expect(told[0]![0]).toBe('https://news.example.org/api/address')
})

test('a mistake in a feed is told before anything is sent; a failed deploy is a failure', async () => {
  const { tools } = account({ code: 1 })
  expect(await deployCommand(options, tools)).toBe(1)
  writeFileSync('feeds/news.yaml', 'title: News\n')
  const { ran, tools: unused } = account()
  await expect(deployCommand(options, unused)).rejects.toThrow('sources')
  expect(ran).toEqual([])
})
