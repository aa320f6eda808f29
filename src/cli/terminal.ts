/** What is known of the window that a person reads the output in. */
export interface Window {
  /** Columns; without end where the output is read by a program. */
  readonly width: number
  /** Lines. */
  readonly height: number
}

/** A terminal as it has always been. */
const USUAL = { columns: 80, rows: 24 }

/** A terminal says how large it is; a shell may say it for a pipe (COLUMNS, LINES). */
export function windowOf(
  { columns, rows, isTTY }: { readonly columns?: number; readonly rows?: number; readonly isTTY?: boolean } = process.stdout,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Window {
  const said = (name: string) => Number(env[name]) || undefined
  return {
    width: columns ?? said('COLUMNS') ?? (isTTY ? USUAL.columns : Number.POSITIVE_INFINITY),
    height: rows ?? said('LINES') ?? USUAL.rows,
  }
}
