import type { Identity } from '../config/identity.ts'

/**
 * `wirefold/0.1.0 (+https://example.org; 3 subscribers)`: publishers count their readers by the number before the word
 * `subscribers`, which is therefore never put into the singular.
 */
export const userAgent = (identity: Identity, subscribers: number): string =>
  `${identity.product} (${identity.contact}; ${Math.max(1, Math.trunc(subscribers))} subscribers)`
