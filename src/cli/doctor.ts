import { existsSync } from 'node:fs'
import { settings, SettingError } from '../config/settings.ts'
import type { Common } from './common.ts'
import { planOf } from '../newswire/quota.ts'
import { accountCheck, configCheck, clockCheck, databaseChecks, runtimeCheck, webhookCheck, type Check } from './checkup.ts'
import { loadFeeds, UsageError, type Loaded } from '../node/load.ts'
import { reachChecks } from './reachability.ts'
import { servingChecks } from './serving.ts'
import { table, wrapped } from './table.ts'
import { windowOf } from './terminal.ts'

const SIGNS = { well: 'ok', warning: '!', ill: 'ILL' } as const

interface Options extends Common {
  readonly port: number
  readonly host: string
}

/**
 * Looks at everything that a running wirefold depends on, and changes nothing: it visits no source, and creates no database.
 * 0 all is well, or only warnings; 1 something is ill; 2 the configuration is wrong.
 */
export async function doctorCommand({ feeds: folder, db, json, port, host }: Options): Promise<number> {
  const checks: Check[] = [runtimeCheck(process.versions)]
  const { WIREFOLD_URL: url, WIREFOLD_TOKEN: token, WIREFOLD_PLAN: plan } = process.env
  checks.push(...(await servingChecks({ db, host, port, url: url || undefined, token: token || undefined })))
  const config = read(folder)
  if ('problem' in config) {
    const [says = '', ...more] = config.problem.split('\n')
    checks.push({ name: 'config', state: 'ill', says, more })
  } else {
    checks.push(configCheck(config.loaded.feeds), webhookCheck(config.settings.webhook?.url))
    if (existsSync('wrangler.toml')) checks.push(accountCheck(config.loaded.feeds, planOf(plan)))
    const { database, sources } = await databaseChecks(db, config.loaded.feeds, Date.now(), url && config.settings.base)
    checks.push(...database, clockCheck(sources, Date.now()))
    checks.push(...(await reachChecks(config.loaded.feeds, config.settings.allowPrivate)))
  }
  if (json) process.stdout.write(`${JSON.stringify({ checks })}\n`)
  else
    process.stdout.write(
      `${table(
        ['', '', ''],
        checks.flatMap(({ name, state, says, more = [] }) => {
          const [first = '', ...others] = [...linesOf(says), ...more.flatMap((line) => linesOf(line).map((part) => `  ${part}`))]
          return [[SIGNS[state], name, first], ...others.map((line) => ['', '', line])]
        }),
      ).trimStart()}\n`,
    )
  if ('problem' in config) return 2
  return checks.some(({ state }) => state === 'ill') ? 1 : 0
}

/** Columns of a terminal before what a check says, and what is set in. */
const BEFORE = 20
const linesOf = (text: string): readonly string[] => wrapped(text, windowOf().width - BEFORE).split('\n')

function read(
  folder: string | undefined,
): { readonly loaded: Loaded; readonly settings: ReturnType<typeof settings> } | { readonly problem: string } {
  try {
    return { loaded: loadFeeds(folder), settings: settings(process.env) }
  } catch (error) {
    if (error instanceof UsageError || error instanceof SettingError) return { problem: error.message }
    throw error
  }
}
