/** A secret that lets its holder change things, and the name that stands in the trail. */
export interface NamedToken {
  readonly name: string
  readonly token: string
}

/** Who holds a token without a name. */
const NAMELESS = 'editor'
/** Characters of a token among several: what is shorter can be guessed. */
const LEAST_CHARS = 16
const PART = new RegExp(String.raw`^(?<name>[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}):(?<token>\S{${LEAST_CHARS},})$`, 'u')

/**
 * WIREFOLD_TOKEN: one token, or several with names, `ann:… ben:…`, if every part is a name, a colon and 16 characters or more.
 * Of one name twice the last counts.
 */
export function readTokens(written: string | undefined): readonly NamedToken[] {
  const text = written?.trim() ?? ''
  if (text === '') return []
  const parts = text.split(/\s+/).map((part) => PART.exec(part)?.groups as NamedToken | undefined)
  if (parts.some((part) => part === undefined)) return [{ name: NAMELESS, token: written! }]
  return parts.map((part) => ({ name: part!.name, token: part!.token }))
}
