import { parseAllowList, type AllowList } from '../address/private.ts'
import { identify, type Identity } from './identity.ts'
import { DAY, type Duration } from '../model/time.ts'
import { readSecrets, type WebhookTarget } from './webhook.ts'
import { HOMEPAGE, VERSION } from '../version.ts'

/** The names of CONTRACT: environment variables on Node, vars and secrets on Workers. */
export interface Environment {
  readonly HOST?: string | undefined
  readonly PORT?: string | undefined
  readonly WIREFOLD_URL?: string | undefined
  readonly WIREFOLD_TOKEN?: string | undefined
  readonly WIREFOLD_ALLOW_PRIVATE?: string | undefined
  readonly WIREFOLD_CONTACT?: string | undefined
  readonly WIREFOLD_FORCE_FLOOR?: string | undefined
  readonly WIREFOLD_RETAIN?: string | undefined
  readonly WIREFOLD_WEBHOOK?: string | undefined
  readonly WIREFOLD_WEBHOOK_SECRET?: string | undefined
}

export interface Settings {
  /** Public base URL without a trailing slash. */
  readonly base: string
  /** Milliseconds. */
  readonly forceFloor: Duration
  readonly allowPrivate: AllowList
  readonly identity: Identity
  readonly token?: string
  /** How long items stay that their source does not show any more. */
  readonly retain: Duration
  /** Where incidents are told to. */
  readonly webhook?: WebhookTarget
}

/** A setting that cannot be meant: the sentence names it and says what to write. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

/** Reads the environment; `base` is where it serves if WIREFOLD_URL says nothing. Throws SettingError. */
export function settings(env: Environment, base = `http://${env.HOST || '127.0.0.1'}:${env.PORT || '8787'}`): Settings {
  const url = publicBase(env.WIREFOLD_URL || base)
  const allowed = parseAllowList(env.WIREFOLD_ALLOW_PRIVATE ?? '')
  if (!allowed.ok) throw new SettingError(allowed.problem.message)
  const home = url.startsWith('https:') ? url : HOMEPAGE
  return {
    base: url,
    forceFloor: forceFloor(env.WIREFOLD_FORCE_FLOOR || '60'),
    allowPrivate: allowed.allow,
    identity: identify(VERSION, home, env.WIREFOLD_CONTACT),
    ...(env.WIREFOLD_TOKEN ? { token: env.WIREFOLD_TOKEN } : {}),
    retain: retain(env.WIREFOLD_RETAIN || '90d'),
    ...webhook(env),
  }
}

/** The address that everything published begins with, without a trailing slash. Throws SettingError. */
export function publicBase(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username)
    throw new SettingError(`WIREFOLD_URL is "${text}"; write the public address, like https://news.example.org`)
  return url.href.replace(/\/+$/, '')
}

function forceFloor(text: string): Duration {
  if (!/^\d{1,7}$/.test(text)) throw new SettingError(`WIREFOLD_FORCE_FLOOR is "${text}"; write a number of seconds`)
  return Number(text) * 1000
}

/** A window of copies and a quiet month have to fit into it. */
const LEAST_DAYS = 30

function retain(text: string): Duration {
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  if (days === undefined || Number(days) < LEAST_DAYS)
    throw new SettingError(`WIREFOLD_RETAIN is "${text}"; write a number of days from ${LEAST_DAYS} on, like 90d`)
  return Number(days) * DAY
}

function webhook({ WIREFOLD_WEBHOOK: address, WIREFOLD_WEBHOOK_SECRET: secret }: Environment): Pick<Settings, 'webhook'> {
  if (!address) return {}
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new SettingError('WIREFOLD_WEBHOOK is no address; write one like https://hooks.example.org/wirefold, without a password')
  const keys = readSecrets(secret ?? '')
  if (!keys)
    throw new SettingError(
      'WIREFOLD_WEBHOOK needs WIREFOLD_WEBHOOK_SECRET: whsec_ and at least 24 random bytes in base64, as from: echo whsec_$(openssl rand -base64 32)',
    )
  return { webhook: { url: url.href, keys } }
}
