/** What every command takes. */
export interface Common {
  readonly feeds?: string
  readonly db: string
  readonly json?: boolean
}
