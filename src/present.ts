/** An object without the keys whose value is not known: absent is absent, never `undefined` or NULL, in what we store and print. */
export function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | null | undefined }): T {
  const known: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) {
    const value: unknown = fields[key as keyof T]
    if (value !== undefined && value !== null) known[key] = value
  }
  return known as T
}
