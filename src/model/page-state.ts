import type { Validators } from './fetched.ts'
import type { KnownRobots } from './robots.ts'
import type { Instant } from './time.ts'

/** What a source that is a page, or that fetches articles, remembers between visits: plain JSON in its row. */
export interface PageState {
  readonly robots?: KnownRobots
  /** The feed that its page offers: watched in the page's place as `fetchUrl`. */
  readonly offer?: string
  /** When customary paths were tried in vain. */
  readonly guessed?: Instant
  /** How the page was built when it was last read. */
  readonly build?: Build
  /** Another build that was seen since, not believed yet. */
  readonly doubt?: Build & { readonly since: Instant; readonly visits: number }
  /** Validators of articles that were fetched for full text, by address. */
  readonly articles?: readonly (readonly [url: string, validators: Validators])[]
  /** Entries whose article is still to be fetched, with the hash that they have without it. */
  readonly waiting?: readonly (readonly [key: string, hash: string])[]
  /** Digests of the texts that its articles gave lately, and of the headlines that they came under. */
  readonly texts?: readonly (readonly [text: string, headline: string])[]
}

/** What shows that a page is still the same page: coarse, since its articles change all the time. */
export interface Build {
  readonly kind: 'article' | 'list'
  readonly items: number
  /** Whether most articles have a date. */
  readonly isDated: boolean
  readonly host: string
}
