import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { folderOf } from '../node/folder.ts'
import { FUSE, NETWORK_FILE_SYSTEMS } from '../node/file-systems.ts'
import type { Check } from './checkup.ts'

/** What `serve` would be started with. */
export interface Serving {
  readonly db: string
  readonly host: string
  readonly port: number
  /** WIREFOLD_URL, where it is set. */
  readonly url?: string | undefined
  readonly token?: string | undefined
}

/** Everything that `serve` would fail on, or that nobody could reach or should reach afterwards. */
export const servingChecks = async (serving: Serving): Promise<readonly Check[]> => [
  writableCheck(serving.db),
  fileSystemCheck(serving.db, fileSystemOf(serving.db)),
  await portCheck(serving),
  addressCheck(serving),
  exposureCheck(serving),
]

function writableCheck(file: string): Check {
  const folder = folderOf(file)
  if (!statSync(folder).isDirectory()) return { name: 'folder', state: 'ill', says: `${folder} is no folder: name another place with --db` }
  const closed = [folder, file].filter(existsSync).find((path) => !isWritable(path))
  if (closed === undefined) return { name: 'folder', state: 'well', says: `${folder} can be written to` }
  const owner = process.getuid?.()
  return {
    name: 'folder',
    state: 'ill',
    says: `${closed} cannot be written to${owner === undefined ? '' : ` by user ${owner}`}: give it to the user that runs wirefold, or name another place with --db`,
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const fileSystemOf = (file: string): number => statfsSync(folderOf(file)).type

export function fileSystemCheck(file: string, type: number): Check {
  const network = NETWORK_FILE_SYSTEMS.get(type)
  const local = 'put it on a disk of this computer (--db), or it will break one day'
  if (network !== undefined)
    return { name: 'file system', state: 'ill', says: `${file} lies on ${network}, a file system of another computer: ${local}` }
  if (type === FUSE)
    return {
      name: 'file system',
      state: 'warning',
      says: `${file} lies on a file system of a program (FUSE): if that reaches another computer, ${local}`,
    }
  return { name: 'file system', state: 'well', says: 'of this computer' }
}

/** Longer than a server on this computer takes to answer. */
const PATIENCE_MS = 2000

async function portCheck({ host, port }: Serving): Promise<Check> {
  const code = await new Promise<string | undefined>((done) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'other'))
    server.listen(port, host, () => server.close(() => done(undefined)))
  })
  const at = `port ${port} on ${host}`
  if (code === undefined) return { name: 'port', state: 'well', says: `${at} is free` }
  if (code === 'EADDRINUSE')
    return (await isWirefold(host, port))
      ? { name: 'port', state: 'well', says: `wirefold serves at ${at} already` }
      : { name: 'port', state: 'ill', says: `${at} is in use by another program: stop that, or choose another with --port` }
  if (code === 'EACCES') return { name: 'port', state: 'ill', says: `${at} needs more rights: choose one above 1023 with --port` }
  return { name: 'port', state: 'ill', says: `this computer has no address ${host}: choose another with --host` }
}

async function isWirefold(host: string, port: number): Promise<boolean> {
  const reached = ANY_ADDRESS.has(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  try {
    const response = await fetch(`http://${reached}:${port}/status.json`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    const status = (await response.json()) as { readonly generated?: unknown; readonly sources?: unknown }
    return typeof status.generated === 'string' && Array.isArray(status.sources)
  } catch {
    return false
  }
}

/** They mean “all of my addresses” to a server, and nothing to a reader. */
const ANY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]', '*'])
const isLoopback = (host: string) => /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/** Whether the address that is published leads readers here. */
export function addressCheck({ host, port, url }: Pick<Serving, 'host' | 'port' | 'url'>): Check {
  const shown = url ?? `http://${host}:${port}`
  const name = URL.parse(shown)?.hostname ?? host
  const set = 'set WIREFOLD_URL to the address that readers see, like https://news.example.org'
  if (ANY_ADDRESS.has(name) || (ANY_ADDRESS.has(host) && url === undefined))
    return { name: 'address', state: 'ill', says: `feeds would say that they are at ${shown}, where nobody can reach them: ${set}` }
  if (!isLoopback(name)) return { name: 'address', state: 'well', says: `feeds say that they are at ${shown}` }
  if (url !== undefined || !isLoopback(host))
    return { name: 'address', state: 'warning', says: `feeds say that they are at ${shown}, which only this computer reaches: ${set}` }
  return { name: 'address', state: 'well', says: `feeds say that they are at ${shown}, for readers on this computer; for others, ${set}` }
}

/** Characters below which a token can be guessed. */
const SHORTEST_TOKEN = 16

/** Who else may read, and who may change something. */
export function exposureCheck({ host, url, token }: Pick<Serving, 'host' | 'url' | 'token'>): Check {
  const open = !isLoopback(host)
  const says = open
    ? `whoever reaches ${ANY_ADDRESS.has(host) ? 'this computer' : host} can read feeds and /status`
    : 'only this computer can connect'
  if (token === undefined)
    return open
      ? {
          name: 'exposure',
          state: 'warning',
          says: `${says}, and without WIREFOLD_TOKEN nobody, you included, can refresh or edit over HTTP: set one, as from: openssl rand -hex 32`,
        }
      : { name: 'exposure', state: 'well', says: `${says}; without WIREFOLD_TOKEN nobody can refresh or edit over HTTP` }
  if (token.length < SHORTEST_TOKEN)
    return {
      name: 'exposure',
      state: 'warning',
      says: `WIREFOLD_TOKEN has ${token.length} characters and can be guessed: set one, as from: openssl rand -hex 32`,
    }
  if (open && url?.startsWith('http:') && !isLoopback(URL.parse(url)?.hostname ?? ''))
    return {
      name: 'exposure',
      state: 'warning',
      says: `${says}, and the token travels readable: serve over https, behind a proxy (docs/deploy.md)`,
    }
  return { name: 'exposure', state: 'well', says: `${says}; a token is set` }
}
