/** What went wrong, as a value: a stable code for programs and one sentence for people. */
export interface Problem {
  readonly code: string
  readonly message: string
}
