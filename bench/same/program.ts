import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A checkout of wirefold, run in one folder at one time of a clock that stands still. */
export interface Program {
  readonly checkout: string
  readonly folder: string
  readonly now: number
}

const CLOCK = new URL('./clock.ts', import.meta.url).href
const ADDRESS = 'https://wire.example.org'

const environment = (now: number) => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  WIREFOLD_URL: ADDRESS,
  WIREFOLD_TOKEN: 'same-token-0123456789',
  WIREFOLD_FORCE_FLOOR: '0',
  WIREFOLD_SAME_NOW: String(now),
})

const argumentsOf = (checkout: string, args: readonly string[]) => ['--import', CLOCK, `${checkout}/src/cli/main.ts`, ...args]

/** What a command answers: exit code, standard output, and what it says on standard error. */
export function runCommand({ checkout, folder, now }: Program, args: readonly string[], input = ''): string {
  const result = spawnSync(process.execPath, argumentsOf(checkout, args), {
    cwd: folder,
    env: environment(now),
    input,
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  })
  return `exit ${result.status}\n${result.stdout}\n--- stderr\n${result.stderr.replaceAll(checkout, '')}`
}

/** Serves without a schedule while `work` asks; the server ends with it. */
export async function whileServing({ checkout, folder, now }: Program, work: (get: Get) => Promise<void>): Promise<void> {
  const port = await freePort()
  const args = argumentsOf(checkout, ['serve', '--no-schedule', '--port', String(port)])
  const child = spawn(process.execPath, args, { cwd: folder, env: environment(now), stdio: 'ignore' })
  try {
    await answers(port)
    await work((path, headers) => ask(port, path, headers))
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}

export type Get = (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>

export interface Answer {
  readonly body: string
  readonly etag?: string | undefined
  /** Status, headers and body, as a file to compare. */
  readonly text: string
}

/** Of the hour and of the connection, not of the answer. */
const UNCOMPARED = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

async function ask(port: number, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' })
  const body = await response.text()
  const lines = [...response.headers].filter(([name]) => !UNCOMPARED.has(name)).map(([name, value]) => `${name}: ${value}`)
  return { body, etag: response.headers.get('etag') ?? undefined, text: `${response.status}\n${lines.join('\n')}\n\n${body}` }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (response?.ok) return
    await sleep(100)
  }
  throw new Error('the server did not start within a minute')
}
