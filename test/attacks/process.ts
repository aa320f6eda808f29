import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAIN = new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname

/** A folder with a configuration, in which the real program runs. */
export interface Place extends Disposable {
  readonly folder: string
  readonly run: (...args: string[]) => { readonly status: number | null; readonly stdout: string; readonly stderr: string }
  readonly serve: (env?: Record<string, string>) => Promise<Served>
}

export interface Served extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly child: ChildProcess
  readonly output: () => string
  /** Bytes sent as they are; gives what came back until the server closed, or `wait` milliseconds passed. */
  readonly raw: (bytes: string | Uint8Array, wait?: number) => Promise<string>
}

export const TOKEN = 'cf0f5b6d1b1e4f0a9d6c-for-tests'

export function place(files: Readonly<Record<string, string>>): Place {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-attack-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const environment = { ...process.env, WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8', WIREFOLD_FORCE_FLOOR: '0', WIREFOLD_TOKEN: TOKEN }
  return {
    folder,
    run(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
        timeout: 60_000,
        maxBuffer: 64 * 1024 * 1024,
      })
      return { status, stdout, stderr }
    },
    serve: (env = {}) =>
      served(spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--no-schedule'], { cwd: folder, env: { ...environment, ...env } })),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function served(child: ChildProcess): Promise<Served> {
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (bytes: Buffer) => {
      output += bytes.toString()
      const [, address] = /or open (http:\S+?)\/ in a browser/.exec(output) ?? []
      if (address) resolve(address)
    }
    child.stderr!.on('data', read)
    child.stdout!.on('data', read)
    child.once('exit', () => reject(new Error(`serve ended: ${output}`)))
  })
  const port = Number(new URL(url).port)
  return {
    url,
    port,
    child,
    output: () => output,
    raw: (bytes, wait = 2000) =>
      new Promise((resolve) => {
        let answer = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
        const end = () => {
          clearTimeout(timer)
          socket.destroy()
          resolve(answer)
        }
        const timer = setTimeout(end, wait)
        socket.on('data', (part) => (answer += part.toString('latin1')))
        socket.on('close', end)
        socket.on('error', end)
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A configuration of one feed over these sources. */
export const config = (urls: readonly string[]): string =>
  `title: News\nsources:\n${urls.map((url) => `  - ${JSON.stringify(url)}\n`).join('')}`
