/** Leaves out what is not known, so that absent is the only way to say it. */
export function known<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  const result: Partial<T> = {}
  for (const key in fields) if (fields[key] !== undefined) result[key] = fields[key]
  return result as T
}
