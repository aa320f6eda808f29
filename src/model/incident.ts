import type { Instant } from './time.ts'

/**
 * `broke`: it cannot be read any more; `recovered`: it can again; `blocked`: a test for browsers stands before it; `silent`: nothing new
 * for longer than it ever was silent; `gap`: nothing it showed at the last visit was there at this one; `churn`: its items come back
 * under new ids; `twin`: another source is the same feed; `hands`: another feed is served at its address; `moved`: it is at another
 * address for good; `offline`: nothing at all could be fetched, so it is us; `unfinished`: its visits are cut off, on Workers; `mistake`: a file of the configuration is wrong.
 */
export type IncidentKind =
  | 'broke'
  | 'recovered'
  | 'blocked'
  | 'silent'
  | 'gap'
  | 'churn'
  | 'twin'
  | 'hands'
  | 'moved'
  | 'offline'
  | 'unfinished'
  | 'mistake'

/** Something that the owner of this wirefold should know. */
export interface Incident {
  /** Permanent. */
  readonly id: string
  /** URL of the source; of a mistake the file that it is in; empty where it is about all of them. */
  readonly source: string
  readonly kind: IncidentKind
  readonly opened: Instant
  readonly closed?: Instant
  readonly sentence: string
  /** When it was opened, or closed. */
  readonly updated: Instant
}

/** The end of an incident that was open. */
export interface Closing {
  readonly id: string
  readonly kind: IncidentKind
  /** What is added to its sentence. */
  readonly sentence: string
}
