import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { readMigrations } from '../../src/store/sqlite.ts'

/** A file of this run alone: two runs at a time would send each other's worker to the wrong origin. */
export const DEPLOYMENT = join(tmpdir(), `wirefold-test-${process.pid}`, 'deployment.json')

/** What the origin answers at one path, until it is told otherwise. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Base64, so that any bytes can be said. */
  readonly body?: string
  /** Answers 304 to a request that has this tag or date. */
  readonly validators?: { readonly etag?: string; readonly lastModified?: string }
  /** Close the connection in the middle of the body. */
  readonly cut?: boolean
  /** Without the date that a server adds: the test has a clock of its own. */
  readonly undated?: boolean
  /** Close the connection without an answer. */
  readonly mute?: boolean
}

/** A real server on loopback that both runtimes visit; a test sets its answers and reads its log over HTTP, under paths of its own. */
export default async function startOrigin(project: TestProject): Promise<() => void> {
  const { origin, close } = await openOrigin()
  project.provide('origin', origin)
  if (project.name === 'workers') writeDeployment(origin)
  return () => {
    close()
    rmSync(dirname(DEPLOYMENT), { recursive: true, force: true })
  }
}

/** One that opens more of its kind for tests that want a server of their own (`/-open`), until it is closed. */
async function openOrigin(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const answers = new Map<string, Answer>()
  const log: { path: string; headers: readonly string[] }[] = []
  const others: (() => void)[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/-set')) return void set(answers, request, response)
    if (path === '/-open') return void openOrigin().then(({ origin, close }) => (others.push(close), response.end(origin)))
    if (path.startsWith('/-log')) {
      const under = path.slice('/-log'.length)
      return void response.end(JSON.stringify(log.filter((entry) => entry.path.startsWith(under))))
    }
    log.push({ path, headers: request.rawHeaders })
    give(answers.get(path), request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const close of others) close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The configuration that test/workers imports in place of the one `wirefold bundle` writes. */
function writeDeployment(origin: string): void {
  const sources = ['a', 'b'].map((name) => ({ url: `${origin}/deployed/${name}`, every: 3_600_000, prefer: 0 }))
  const feed = { slug: 'deployed', title: 'Deployed', sources, drop: [], dedupe: true, window: 604_800_000, limit: 50, content: 'full' }
  mkdirSync(dirname(DEPLOYMENT), { recursive: true })
  writeFileSync(DEPLOYMENT, JSON.stringify({ name: 'wirefold', feeds: [feed], migrations: readMigrations() }))
}

async function set(answers: Map<string, Answer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  for (const [path, answer] of Object.entries(JSON.parse(Buffer.concat(parts).toString()) as Record<string, Answer>))
    answers.set(path, answer)
  response.end('{}')
}

function give(answer: Answer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (!answer) return void response.writeHead(404).end('no such path')
  if (answer.mute) return void response.destroy()
  response.sendDate = !answer.undated
  const { etag, lastModified } = answer.validators ?? {}
  const headers = { ...answer.headers, ...(etag ? { etag } : {}), ...(lastModified ? { 'last-modified': lastModified } : {}) }
  const matches = etag ? request.headers['if-none-match'] === etag : lastModified && request.headers['if-modified-since'] === lastModified
  if (matches) return void response.writeHead(304, headers).end()
  const body = Buffer.from(answer.body ?? '', 'base64')
  if (!answer.cut) return void response.writeHead(answer.status ?? 200, { 'content-length': body.length, ...headers }).end(body)
  response.writeHead(answer.status ?? 200, { ...headers, 'content-length': body.length + 1000 })
  response.write(body, () => setTimeout(() => response.destroy(), 20))
}

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string
  }
}
