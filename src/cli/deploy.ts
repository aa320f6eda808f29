import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Common } from './common.ts'
import { loadFeeds, UsageError } from '../node/load.ts'

/** Secrets of the deployment, beside wrangler.toml; ignored by git, readable by its owner only. */
const SECRETS = '.secrets'
/** A new address answers within seconds, its certificate within half a minute. */
const TRIES = 12
const BETWEEN_TRIES_MS = 5000

/** What a deploy reaches outside this folder with. */
export interface DeployTools {
  /** Runs wrangler; the environment is added to the process's own. */
  readonly wrangler: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<{ code: number; stdout: string }>
  readonly fetch: (
    url: string,
    init: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ) => Promise<{ readonly ok: boolean; readonly status: number }>
  readonly sleep: (milliseconds: number) => Promise<unknown>
}

/**
 * Everything from a checked folder of feeds to a Worker that knows its public address: the database and the queue are made by
 * wrangler where there are none, a token is made where there is none anywhere.
 */
export async function deployCommand({ feeds: folder, json }: Common, tools: DeployTools = { wrangler, fetch, sleep }): Promise<number> {
  // a mistake in a file is told before anything is sent
  loadFeeds(folder)
  if (!existsSync('wrangler.toml')) throw new UsageError('There is no wrangler.toml here: run this where it lies.')
  const secrets = await secretsFile(tools)
  const { code, targets } = await wranglerDeploy(tools, secrets ? ['--secrets-file', secrets] : [])
  if (code !== 0) return say(`wrangler ended with exit code ${code}; nothing was changed here.`, 1)
  const address = await tellAddress(tools, targets, token())
  if (json) process.stdout.write(`${JSON.stringify({ targets, ...(address ? { url: address } : {}) })}\n`)
  if (!address)
    return say(`It is deployed. Open it once at its workers.dev address, or set WIREFOLD_URL: it does not know its public address yet.`, 0)
  return say(`It publishes under ${address}/`, 0)
}

function say(message: string, code: number): number {
  process.stderr.write(`${message}\n`)
  return code
}

/** The file of secrets to send along, made with a random token where neither it nor the Worker has one. */
async function secretsFile({ wrangler }: DeployTools): Promise<string | undefined> {
  if (existsSync(SECRETS)) return SECRETS
  const listed = await wrangler(['secret', 'list', '--format', 'json'])
  // where the Worker does not exist yet there is no list
  if (listed.code === 0 && listed.stdout.includes('"WIREFOLD_TOKEN"')) return undefined
  writeFileSync(SECRETS, `${JSON.stringify({ WIREFOLD_TOKEN: randomBytes(32).toString('hex') })}\n`, { mode: 0o600 })
  process.stderr.write(`Made a random WIREFOLD_TOKEN for the routes that change something; it stands in ${SECRETS}.\n`)
  return SECRETS
}

/** The token as it is sent: of several named ones (`ann:… ben:…`) the first, without its name. */
function token(): string | undefined {
  if (!existsSync(SECRETS)) return undefined
  const text = readFileSync(SECRETS, 'utf8')
  const secrets = (text.trimStart().startsWith('{') ? JSON.parse(text) : parseEnv(text)) as Readonly<Record<string, string>>
  const value = secrets['WIREFOLD_TOKEN']
  return value === undefined ? undefined : (/^\w+:(\S{16,})(?:\s+\w+:\S{16,})*$/.exec(value)?.[1] ?? value)
}

interface Deployed {
  readonly code: number
  /** Addresses that the Worker answers at, as wrangler tells programs. */
  readonly targets: readonly string[]
}

async function wranglerDeploy({ wrangler }: DeployTools, more: readonly string[]): Promise<Deployed> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-deploy-'))
  try {
    const output = join(folder, 'output.ndjson')
    const { code } = await wrangler(['deploy', ...more], { WRANGLER_OUTPUT_FILE_PATH: output })
    const lines = existsSync(output) ? readFileSync(output, 'utf8').split('\n').filter(Boolean) : []
    const events = lines.map((line) => JSON.parse(line) as { readonly type?: string; readonly targets?: readonly string[] })
    const found = events.find(({ type }) => type === 'deploy')?.targets ?? []
    return { code, targets: found.flatMap((target) => /https:\/\/[^\s/()]+/.exec(target)?.[0] ?? []) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs wrangler with the terminal's input; what it prints to people goes to stderr, as all messages do. */
function wrangler(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('wrangler', args, { env: { ...process.env, ...env }, stdio: ['inherit', 'pipe', 'inherit'] })
    let stdout = ''
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString()
      if (args[0] === 'deploy') process.stderr.write(part)
    })
    child.once('error', () => reject(new UsageError('wrangler is not installed here: run this as `npm run deploy`.')))
    child.once('close', (code) => resolve({ code: code ?? 1, stdout }))
  })
}

/** Tells the Worker the address that it got; a Worker whose WIREFOLD_URL is set knows it already. */
async function tellAddress(
  { fetch, sleep }: DeployTools,
  targets: readonly string[],
  token: string | undefined,
): Promise<string | undefined> {
  // a domain of one's own says more of who publishes than workers.dev
  const address = targets.find((target) => !target.endsWith('.workers.dev')) ?? targets[0]
  if (address === undefined || token === undefined) return undefined
  const told = { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await sleep(BETWEEN_TRIES_MS)
    const answer = await fetch(`${address}/api/address`, { ...told, body: JSON.stringify({ url: address }) }).catch(() => undefined)
    // 404: WIREFOLD_URL is set, and has the last word
    if (answer?.ok || answer?.status === 404) return address
  }
  return undefined
}
