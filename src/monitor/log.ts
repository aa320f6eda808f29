import { shownAddress } from '../address/shown.ts'
import type { Instant } from '../model/time.ts'
import { StoreError } from '../store/port/errors.ts'
import type { Visit } from '../model/visit.ts'
import type { Delivery } from './webhook.ts'

/** Log lines: one an event, `key=value` (logfmt), for people and machines alike. No secrets: addresses are masked. */
function line(at: Instant, level: string, event: string, fields: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined)
  return [
    `time=${new Date(at).toISOString()}`,
    `level=${level}`,
    `event=${event}`,
    ...pairs.map(([key, value]) => `${key}=${quoted(String(value))}`),
  ].join(' ')
}

const quoted = (value: string) => (/^[\w./:@%+-]+$/.test(value) ? value : JSON.stringify(value))

export const visitLine = ({ source, at, outcome, status, items, new: fresh, bytes, wire, ms, problem }: Visit): string =>
  line(at, outcome === 'failed' ? 'warn' : 'info', 'refresh', {
    source: shownAddress(source),
    outcome,
    status,
    items,
    new: fresh,
    bytes,
    wire,
    ms,
    problem: problem?.message,
  })

export const deliveryLine = ({ id, attempts, outcome, status }: Delivery, at: Instant): string =>
  line(at, outcome === 'delivered' ? 'info' : 'warn', 'webhook', { id, outcome, attempts, status })

/** A store that needs somebody is no bug, and gets no stack. */
export function errorLine(error: unknown, at: Instant): string {
  const known = error instanceof StoreError && error.code !== 'other'
  const message = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)
  return line(at, 'error', known ? 'store' : 'bug', { message })
}
