import type { Context } from 'hono'

/** What is known of one request and its answer beside themselves; hono hands it through as what it calls bindings. */
export interface Exchange {
  /** Path of the site's root without a trailing slash, for pages that may stand anywhere below it. */
  readonly root: string
  /** Who asks must say who they are: no cache and no script of another site may have the answer. */
  isPrivate?: boolean
  /** An answer that has its common headers already. */
  complete?: Response
}

export const exchangeOf = (c: Context): Exchange => c.env as Exchange
