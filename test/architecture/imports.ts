/**
 * The direction of imports, as `docs/architecture.md` draws it. A room may import from itself, from rooms of the steps below
 * its own, and from those named beside it. Types count: whoever names a type of a room must be read together with it.
 */
const STEPS: readonly (readonly string[])[] = [
  ['model', 'hash.ts', 'present.ts', 'version.ts'],
  ['address'],
  ['config', 'parse', 'page', 'normalize', 'dedupe', 'schedule'],
  ['fetch', 'store/port'],
  ['monitor', 'curate', 'store'],
  ['refresh', 'publish'],
  ['newswire'],
  ['views'],
  ['web'],
  ['node', 'worker.ts'],
  ['cli'],
]

/** Neighbours on one step that one of them needs: a page holds dates and markup as feeds do. */
const BESIDE: { readonly [room: string]: readonly string[] } = { page: ['parse'], normalize: ['parse'] }

/** The SQL behind the port: for those only who open a database. */
const MAY_OPEN_STORES: ReadonlySet<string> = new Set(['node', 'cli', 'worker.ts'])

/** What an entry may name outside of `src`: the configuration that is bundled into a Worker, and the package's own name and version. */
const OUTSIDE: { readonly [file: string]: readonly string[] } = {
  'worker.ts': ['../data/deployment.json'],
  'version.ts': ['../package.json'],
}

const stepOf = (room: string): number => STEPS.findIndex((rooms) => rooms.includes(room))

/** The room of a file, whose path is relative to `src`: its folder, or the file itself where it stands in the root. */
function roomOf(file: string): string {
  const [first = '', second, third] = file.split('/')
  return first === 'store' && second === 'port' && third !== undefined ? 'store/port' : first
}

/** Line and block comments. Ours hold no quotes that would confuse this, and strings of ours hold no comments. */
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g
/** `import x from`, `export … from`, `import 'x'`, `import('x')`, as value or as type, `require('x')`, and `import x = require('x')`. */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g
const REFERENCE = /^\/\/\/\s*<reference\s+path=["']([^"']+)["']/gm
/** An import of what is not written down. */
const COMPUTED = /\bimport\s*\(\s*(?!['"])/g

/** All modules that a file names, in any form. */
function specifiersIn(text: string): readonly string[] {
  const code = text.replace(COMMENTS, ' ')
  const named = [...code.matchAll(SPECIFIER)].map(([, , specifier]) => specifier!)
  return [...named, ...[...text.matchAll(REFERENCE)].map(([, path]) => (path!.startsWith('.') ? path! : `./${path}`))]
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.')
/** Ways around a relative path: a path from the root, an alias of package.json, the package by its own name. */
const isDetour = (specifier: string): boolean => /^(?:\/|#|file:|wirefold(?:\/|$))/.test(specifier)

/** `../model/x.ts`, seen from `refresh/look.ts` -> `model/x.ts`; a path out of `src` begins with `..`. */
function resolved(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '.' || part === '') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (to === 'worker.ts' || stepOf(from) < 0 || stepOf(to) < 0) return false
  if (to === 'store') return MAY_OPEN_STORES.has(from)
  if (from === 'worker.ts') return stepOf(to) < stepOf(from)
  return stepOf(to) < stepOf(from) || (BESIDE[from] ?? []).includes(to)
}

/** A sentence for each import that goes the wrong way, each file in no room, and each circle of files. */
export function breaches(files: ReadonlyMap<string, string>): readonly string[] {
  const imports = new Map([...files].map(([file, text]) => [file, specifiersIn(text)]))
  const wrong = [...imports].flatMap(([file, specifiers]) => specifiers.flatMap((specifier) => breachOf(file, specifier) ?? []))
  const homeless = [...files.keys()].filter((file) => stepOf(roomOf(file)) < 0).map((file) => `${file} stands in no room that is known`)
  const computed = [...files]
    .filter(([, text]) => text.replace(COMMENTS, ' ').match(COMPUTED))
    .map(([file]) => `${file} computes an import`)
  return [...homeless, ...computed, ...wrong, ...circles(imports)]
}

function breachOf(file: string, specifier: string): string | undefined {
  if (isDetour(specifier)) return `${file} imports ${specifier}: name the file by its relative path`
  if (!isRelative(specifier)) return undefined
  const target = resolved(file, specifier)
  if (target.startsWith('..'))
    return OUTSIDE[file]?.includes(specifier) ? undefined : `${file} imports ${specifier}, which is outside of src`
  return mayImport(roomOf(file), roomOf(target))
    ? undefined
    : `${file} imports ${target}: ${roomOf(file)}/ may not import ${roomOf(target)}/`
}

/** Files that lead back to themselves, each circle once. */
function circles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push(`a circle: ${[...path.slice(at), file].join(' -> ')}`)
    if (at >= 0 || done.has(file)) return
    for (const specifier of imports.get(file) ?? []) if (isRelative(specifier)) walk(resolved(file, specifier), [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  return found
}
