/** What became of one test. Neither passed nor failed: it was left out. */
export interface Ran {
  readonly isPassed: boolean
  readonly isFailed: boolean
  /** The first line of the failure. */
  readonly why: string
}

/** By `file > describe > test`; and why, by file, where a file could not be loaded at all. */
export interface Outcomes {
  readonly tests: ReadonlyMap<string, Ran>
  readonly broken: ReadonlyMap<string, string>
}

/** `proven`: red without the change, green with it. */
export type Kind = 'proven' | 'green before' | 'red now' | 'left out'

export interface Verdict {
  readonly project: string
  readonly test: string
  readonly kind: Kind
  /** Why it was red before, or is red now. */
  readonly why: string
}

/** One for each test of today that `old` does not name. A test that could not even be loaded before was red. */
export function verdictsOn(project: string, old: ReadonlySet<string>, before: Outcomes, now: Outcomes): readonly Verdict[] {
  const broken = [...now.broken].map(([file, why]): Verdict => ({ project, test: file, kind: 'red now', why }))
  const added = [...now.tests].filter(([test]) => !old.has(test))
  return [...broken, ...added.map(([test, ran]): Verdict => ({ project, test, ...verdictOn(test, ran, before) }))]
}

function verdictOn(test: string, now: Ran, before: Outcomes): { readonly kind: Kind; readonly why: string } {
  if (!now.isPassed) return now.isFailed ? { kind: 'red now', why: now.why } : { kind: 'left out', why: '' }
  const then = before.tests.get(test)
  if (then === undefined) return { kind: 'proven', why: before.broken.get(test.split(' > ', 1)[0]!) ?? 'it was not there' }
  if (then.isPassed) return { kind: 'green before', why: '' }
  return then.isFailed ? { kind: 'proven', why: then.why } : { kind: 'left out', why: '' }
}

export const isProven = ({ kind }: Verdict): boolean => kind === 'proven' || kind === 'left out'

/** Characters of a reason that are shown. */
const MOST_CHARS = 120

const HEADINGS: Readonly<Record<Kind, string>> = {
  proven: 'red without the change, green with it',
  'green before': 'green without the change too: they prove nothing of it',
  'red now': 'red with the change',
  'left out': 'left out here or there: nothing is known of them',
}

/** For people: a paragraph a kind, the ones to look at last. */
export function describeVerdicts(verdicts: readonly Verdict[], ref: string): string {
  const byKind = Map.groupBy(verdicts, ({ kind }) => kind)
  const paragraphs = (Object.keys(HEADINGS) as Kind[]).flatMap((kind) => {
    const some = byKind.get(kind) ?? []
    if (some.length === 0) return []
    const listed = some.map(({ project, test, why }) => `  ${project} ${test}${why === '' ? '' : `\n      ${why.slice(0, MOST_CHARS)}`}`)
    return [`${some.length} ${HEADINGS[kind]}`, ...listed, '']
  })
  return [...paragraphs, `${verdicts.length} tests are new since ${ref}`].join('\n')
}
