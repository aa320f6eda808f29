import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, Agent, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url).pathname

let folder: string
let origin: Server
let npm: ChildProcess
let said = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wirefold-npm-start-'))
  mkdirSync(join(folder, 'feeds'))
  origin = createServer((asked, answer) => answer.end(document(asked.url!.slice(1)))).listen(0, '127.0.0.1')
  await once(origin, 'listening')
})
afterEach(async () => {
  npm.kill('SIGTERM')
  origin.close()
  rmSync(folder, { recursive: true, force: true })
})

const document = (name: string) =>
  `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example.org/</link><item><title>News of ${name}</title><link>https://${name}.example.org/1</link><description>What ${name} saw.</description></item></channel></rss>`
const write = (slug: string, more = '') =>
  writeFileSync(
    join(folder, 'feeds', `${slug}.yaml`),
    `title: Feed ${slug}\nsources:\n  - http://127.0.0.1:${(origin.address() as AddressInfo).port}/${slug}\n${more}`,
  )

async function started(): Promise<string> {
  npm = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...process.env,
      WIREFOLD_FEEDS: join(folder, 'feeds'),
      WIREFOLD_DB: join(folder, 'w.db'),
      WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8',
      PORT: '0',
    },
  })
  for (const stream of [npm.stdout!, npm.stderr!]) stream.on('data', (part) => (said += String(part)))
  return until(() => /or open (http:\S+?)\/ in a browser/.exec(said)?.[1])
}

/** Asks until there is an answer; a test that hangs is ended by its runner. */
async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    await sleep(50)
  }
}

/** A request on one connection that stays open. */
function asking(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ports = new Set<number>()
  const get = (path: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(url + path, { agent }, (answer) => {
        let text = ''
        answer.on('data', (part) => (text += String(part)))
        answer.on('end', () => resolve({ status: answer.statusCode!, text }))
      })
      asked.on('socket', (socket) => {
        const add = () => ports.add(socket.localPort!)
        if (socket.connecting) socket.once('connect', add)
        else add()
      })
      asked.on('error', reject)
      asked.end()
    })
  return { get, ports }
}

test('feeds that are written while npm start runs are there without a restart, and SIGTERM ends it', async () => {
  write('one')
  const url = await started()
  const { get, ports } = asking(url)
  await until(async () => (await get('/feeds/one.atom')).text.includes('News of one'))

  write('two')
  await until(async () => (await get('/feeds/two.atom')).text.includes('News of two'))
  expect(said).toContain(`New: Feed two. Subscribe to ${url}/feeds/two.atom`)

  write('two', 'kep: [x]\n')
  await until(() => said.includes('two.yaml:4:'))
  expect((await get('/feeds/two.atom')).text).toContain('News of two')
  expect((await get('/status')).text).toContain('two.yaml:4:')

  write('two', 'description: All is well\n')
  await until(async () => (await get('/feeds/two.atom')).text.includes('All is well'))
  expect((await get('/feeds/one.atom')).text).toContain('News of one')
  // the same process on the same connection all the while
  expect(ports.size).toBe(1)

  npm.kill('SIGTERM')
  await until(async () => (await get('/healthz').catch(() => undefined)) === undefined || undefined)
})
