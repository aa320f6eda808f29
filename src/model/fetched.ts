import type { Problem } from './problem.ts'

/** What a server told us to send back next time; opaque, byte for byte as it came (RFC 9110 13.1). */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** Response headers, names in lower case; repeated ones joined by `, `. */
export type HeaderMap = { readonly [name: string]: string }

export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
}

export type Fetched = Answered & {
  /** It came from a private network, whose servers may lead to one another. */
  readonly isInside?: true
}

type Answered =
  | {
      readonly kind: 'fresh'
      /** Where the bytes came from, after redirects. */
      readonly url: string
      readonly status: number
      readonly headers: HeaderMap
      readonly bytes: Uint8Array
      /** Gives the memory of the bytes back, as soon as they are read; they are empty then. Absent where they are somebody else's. */
      readonly release?: () => void
      /** Bytes that came over the wire, compressed as they were; absent where nothing did. */
      readonly wire?: number
      readonly redirects: readonly Redirect[]
      /** The connection ended before the body did: whole items may be used, validators may not. */
      readonly truncated: boolean
    }
  | { readonly kind: 'unchanged'; readonly url: string; readonly headers: HeaderMap; readonly redirects: readonly Redirect[] }
  | {
      readonly kind: 'failed'
      readonly problem: Problem
      readonly status?: number
      readonly headers?: HeaderMap
      readonly redirects: readonly Redirect[]
    }
