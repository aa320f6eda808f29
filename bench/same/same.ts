/**
 * Whether this checkout answers as another one does, byte for byte: published documents, all routes, the commands' output.
 *
 *   npm run same -- REF [--documents DIR]… [--lines FILE]… [--store DB=FEEDS]…
 *
 * REF is any commit. The world that both live through comes with this script (`world.ts`); the options add folders of documents
 * to parse, files of items to dedupe, and old databases with their feeds. Exit code 1 if anything differs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { collect, REPOSITORY, type Answers, type Inputs } from './collect.ts'

/** Differences printed in full; the rest are counted. */
const MOST_SHOWN = 40
/** Characters of a line that differs. */
const MOST_CHARS = 300

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string', multiple: true, default: [] },
    lines: { type: 'string', multiple: true, default: [] },
    store: { type: 'string', multiple: true, default: [] },
  },
})
const [ref] = positionals
if (ref === undefined) {
  console.error('npm run same -- REF [--documents DIR]… [--lines FILE]… [--store DB=FEEDS]…')
  process.exit(2)
}

const inputs: Inputs = {
  documents: values.documents,
  lines: values.lines,
  stores: values.store.map((pair) => {
    const [db = '', feeds = ''] = pair.split('=')
    return { db, feeds }
  }),
}

const temporary = mkdtempSync(join(tmpdir(), 'wirefold-same-'))
const other = join(temporary, 'other')
const git = (...args: string[]) => execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8' })
try {
  git('worktree', 'add', '--detach', '--quiet', other, ref)
  symlinkSync(join(REPOSITORY, 'node_modules'), join(other, 'node_modules'))
  const theirs = await collect(other, REPOSITORY, join(temporary, 'work'), inputs)
  const ours = await collect(REPOSITORY, REPOSITORY, join(temporary, 'work'), inputs)
  process.exitCode = report(theirs, ours)
} finally {
  git('worktree', 'remove', '--force', other)
  rmSync(temporary, { recursive: true, force: true })
}

function report(theirs: Answers, ours: Answers): number {
  const names = [...new Set([...theirs.keys(), ...ours.keys()])]
  const different = names.filter((name) => theirs.get(name) !== ours.get(name))
  for (const name of different.slice(0, MOST_SHOWN))
    console.log(`${name}\n${firstDifference(theirs.get(name) ?? '', ours.get(name) ?? '')}`)
  if (different.length > MOST_SHOWN) console.log(`… and ${different.length - MOST_SHOWN} more`)
  console.log(`${names.length - different.length} of ${names.length} answers are the same as at ${ref}`)
  return different.length > 0 ? 1 : 0
}

function firstDifference(theirs: string, ours: string): string {
  const [before, after] = [theirs.split('\n'), ours.split('\n')]
  const at = before.findIndex((line, i) => line !== after[i])
  const [was = '', is = ''] = [before[at], after[at < 0 ? before.length : at]]
  let start = 0
  while (start < was.length && was[start] === is[start]) start++
  const cut = (line: string) => line.slice(Math.max(0, start - MOST_CHARS / 2), start + MOST_CHARS / 2)
  return `  - ${cut(was)}\n  + ${cut(is)}`
}
