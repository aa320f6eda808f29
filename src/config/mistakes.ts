import type { z } from 'zod/mini'
import { nearestKey } from './nearest.ts'
import { knownKeys } from './keys.ts'
import { quoted } from './syntax.ts'
import { EXAMPLES } from './words.ts'

export type Path = readonly PropertyKey[]

/** A path as people write it: `sources[1].url`. */
export const pathKey = (path: Path): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i ? '.' : ''}${String(part)}`)).join('')

export interface Mistake {
  readonly path: Path
  readonly message: string
}

export type Issue = z.core.$ZodIssue

/** What the schema found, in the words of docs/configure.md: what is wrong, and what to write instead. */
export function mistakesIn(issues: readonly Issue[], value: unknown, writtenAt: (path: Path) => string): readonly Mistake[] {
  const found = issues.flatMap((issue) => flatten(issue, []))
  const meant = new Set(found.flatMap(({ path, issue }) => meantBy(path, issue)))
  const mistakes = found
    .filter(({ path, issue }) => !(isAbsent(issue, valueAt(value, path)) && meant.has(placeOf(path))))
    .flatMap(({ path, issue }) => explained(path, issue, valueAt(value, path), writtenAt))
  return mistakes.filter(isMostSpecific).filter(isFirst)
}

interface Found {
  readonly path: Path
  readonly issue: Issue
}

/** A union reports every branch; people want the branch they meant: the one with the fewest strangers. */
function flatten(issue: Issue, above: Path): Found[] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union') return [{ path, issue }]
  const strangers = (branch: readonly Issue[]) =>
    branch.filter((inner) => inner.code === 'unrecognized_keys' || (inner.code === 'invalid_type' && inner.path.length === 1)).length
  const [meant] = issue.errors
    .filter((branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'))
    .toSorted((a, b) => strangers(a) - strangers(b))
  return meant ? meant.flatMap((inner) => flatten(inner, path)) : [{ path, issue }]
}

/** What is wrong inside a rule is said there, and not once more of the rule. */
const isMostSpecific = ({ path }: Mistake, _: number, all: readonly Mistake[]): boolean =>
  !all.some((other) => other.path.length > path.length && path.every((part, i) => part === other.path[i]))

const isFirst = (mistake: Mistake, i: number, all: readonly Mistake[]): boolean =>
  all.findIndex(({ path, message }) => message === mistake.message && path.join('.') === mistake.path.join('.')) === i

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((at, part) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined), value)

/** `sources[].every`, whichever source it is; the two lists of rules are one place. */
const placeOf = (path: Path): string => path.map((part, i) => (typeof part === 'number' ? '[]' : `${i ? '.' : ''}${String(part)}`)).join('')

/** Where keys are known: `rule` for the fields of both lists. */
const keyPlace = (path: Path): string => placeOf(path).replace(/^(?:keep|drop)\[\]$/, 'rule')

const isAbsent = (issue: Issue, value: unknown): boolean => issue.code === 'invalid_type' && value === undefined

/** `- https: //example.org` makes a key of the scheme. */
const SCHEME = /^https?$/i

/** The places of the known keys that unknown ones were likely meant for. */
const meantBy = (path: Path, issue: Issue): string[] =>
  issue.code !== 'unrecognized_keys'
    ? []
    : issue.keys.flatMap((key) => {
        const near = SCHEME.test(key) ? 'url' : nearestKey(key, knownKeys(keyPlace(path)), keyPlace(path))
        return near === undefined ? [] : [placeOf([...path, near])]
      })

function explained(path: Path, issue: Issue, value: unknown, writtenAt: (path: Path) => string): Mistake[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, path) }))
  const list = path.slice(0, -1)
  // `keep: [Japan, Okinawa]`: one mistake of the list, not one of each word
  if (/^(?:keep|drop)\[\]$/.test(placeOf(path)) && issue.code === 'invalid_type' && !isMapLike(value))
    return [{ path: list, message: noRule(String(list[0]), writtenAt(list)) }]
  return [{ path, message: sentence(path, issue, value, writtenAt(path)) }]
}

const isMapLike = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const noRule = (key: string, written: string): string => {
  const words = /^\[([^[\]{}]*)\]$/.exec(written)?.[1] ?? (/^[\w ]+$/.test(written) ? written : 'Japan, Okinawa')
  return `a rule says where to look: write ${key}: [{ text: [${words}] }]`
}

function unknownKey(key: string, path: Path): string {
  if (key === '<<') return 'files are not merged into one another: write the keys out'
  if (SCHEME.test(key)) return `an address has no blank behind the ":": write - ${key.toLowerCase()}://…`
  const known = knownKeys(keyPlace(path))
  const near = nearestKey(key, known, keyPlace(path))
  if (near === key) return `"${key}" cannot stand beside "opml": an OPML file has its own addresses, and no more is said of them here`
  return near === undefined ? `unknown key "${key}": there are ${known.join(', ')}` : `unknown key "${key}": did you mean "${near}"?`
}

function sentence(path: Path, issue: Issue, value: unknown, written: string): string {
  const write = `write ${exampleOf(path)}`
  if (issue.code === 'custom') return issue.message
  if (SECRET.test(placeOf(path))) return 'write the name of a variable, like $EXAMPLE_AUTH: the value itself never stands here'
  if (issue.code === 'invalid_union') return value === null ? EMPTY_ENTRY : `${shown(value)} is neither an address nor a map: ${write}`
  if (value === undefined) return `is required: ${write}`
  if (issue.code === 'invalid_type')
    return (
      wrongKind(path, issue.expected, value, written) ?? `${shown(value)} is not ${KINDS[issue.expected] ?? 'what belongs here'}: ${write}`
    )
  if (issue.code === 'invalid_format') return `${shown(value)} is not ${issue.message}${lengthMeant(path, value)}`
  if (issue.code === 'invalid_value') return `${shown(value)} is not one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'too_big' && issue.origin === 'number') return `${shown(value)} is too large: at most ${issue.maximum}`
  if (issue.code === 'too_small' && issue.origin === 'number') return `${shown(value)} is too small: at least ${issue.minimum}`
  if (issue.code === 'too_small') return `is empty: ${write}`
  if (issue.code === 'too_big') return `is too long: at most ${issue.maximum} characters`
  return `${shown(value)} is not what belongs here: ${write}`
}

/** What stands there by mistake may be a key, and is shown to nobody. */
const SECRET = /^sources\[\]\.headers/

const EMPTY_ENTRY = 'this entry is empty: remove it'

/** How the key, or the nearest one above it, is written right. */
const exampleOf = (path: Path): string => EXAMPLES[placeOf(path)] ?? exampleOf(path.slice(0, -1))

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
}

const DURATIONS = /^(?:every|window)$/

/** What people write most often in place of what belongs there. */
function wrongKind(path: Path, expected: string, value: unknown, written: string): string | undefined {
  const key = String(path.findLast((part) => typeof part === 'string') ?? '')
  const isEntry = typeof path.at(-1) === 'number'
  if (path.length === 0) return `this is no feed: begin with ${EXAMPLES['']!}, then ${EXAMPLES['sources']!}`
  if (value === null && written !== '' && !isEntry)
    return `what follows "${written[0]}" counts for nothing: write ${key}: ${quoted(written)}`
  if (value === null) return isEntry ? EMPTY_ENTRY : `is empty: write ${exampleOf(path)}`
  if (DURATIONS.test(key) && typeof value === 'number')
    return `${value} has no unit: write ${key}: ${value}m for minutes, ${value}h for hours, ${value}d for days`
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `${String(value)} is not text: write it in quotes, "${String(value)}"`
  if (['number', 'int'].includes(expected) && typeof value === 'string' && /^-?\d+$/.test(value))
    return `${shown(value)} is text: write it without quotes`
  if (expected === 'boolean' && typeof value === 'string' && /^(?:yes|no|on|off)$/i.test(value))
    return `${shown(value)} is text: write true or false`
  return expected === 'array' ? noList(path, key, value, written) : undefined
}

function noList(path: Path, key: string, value: unknown, written: string): string {
  if (isMapLike(value)) return 'this is a map where a list belongs: put "- " before its first key'
  if (placeOf(path) === 'keep' || placeOf(path) === 'drop') return noRule(key, written)
  return `${shown(value)} is not a list: write ${key}: [${/[,[\]{}#]|: /.test(written) ? quoted(String(value)) : String(value)}]`
}

/** A value as people know it again. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 100)}"` : Array.isArray(value) ? 'a list' : isMapLike(value) ? 'a map' : String(value)

const UNIT = /^(?:every )?(\d{1,4})? *(m|h|d|w)(?:in(?:ute)?s?|(?:ou)?rs?|ays?|eeks?)?$/i
const ADVERBS: Readonly<Record<string, string>> = { hourly: '60m', daily: '1d', weekly: '7d' }

/** `7 days` and `hourly` are understood well enough to say how they are written. */
function lengthMeant(path: Path, value: unknown): string {
  const key = String(path.at(-1))
  if (!DURATIONS.test(key)) return ''
  const [, count = '1', unit] = UNIT.exec(String(value).trim()) ?? []
  const meant =
    ADVERBS[String(value).toLowerCase()] ??
    (unit === undefined ? undefined : unit === 'w' ? `${Number(count) * 7}d` : count + unit.toLowerCase())
  return meant === undefined ? '' : `: write ${key}: ${meant}`
}
