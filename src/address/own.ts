/** Hosts that Cloudflare gives a Worker: `NAME.ACCOUNT.workers.dev`. A version's preview has its hash before the name and is none. */
const WORKERS_DEV = /^([a-z0-9-]+)\.[a-z0-9-]+\.workers\.dev$/

/**
 * The public address that a request proves: https at the Worker's own name on workers.dev, without a trailing slash. Any other
 * Host can be written by a stranger, and what is learnt here goes into every permanent id.
 */
export function ownAddress(url: string, worker: string | undefined): string | undefined {
  const { protocol, hostname, origin } = new URL(url)
  const isOwn = worker !== undefined && WORKERS_DEV.exec(hostname)?.[1] === worker
  return isOwn && protocol === 'https:' ? origin : undefined
}
