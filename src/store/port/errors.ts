/**
 * `stale`: the batch decided on what has changed since; decide again. `busy`, `full`, `readonly`, `corrupt`, `gone`,
 * `older`, `newer`: the database needs somebody; nothing was written. `other`: a bug.
 */
export type StoreErrorCode =
  | 'stale'
  | 'busy'
  | 'full'
  | 'readonly'
  | 'unwritable'
  | 'corrupt'
  | 'alien'
  | 'gone'
  | 'older'
  | 'newer'
  | 'other'

/** What a store throws: never the fault of a source. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
