/**
 * Whether the tests that a change adds prove anything: they have to fail without it.
 *
 *   npm run redgreen -- REF [TEST FILE]…
 *
 * Runs them in this checkout, and in one of REF that takes only the tests from here. A test is new if REF has none of its name.
 * Exit code 1 if one was green all along or is not green now; 2 if REF is no commit.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { affectedTests } from './affected.ts'
import { describeVerdicts, isProven, verdictsOn } from './verdict.ts'
import { listTests, PROJECTS, runTests } from './vitest.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const [ref, ...only] = process.argv.slice(2)
if (ref === undefined || spawnSync('git', ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { cwd: ROOT }).status !== 0) {
  console.error('npm run redgreen -- REF [TEST FILE]…, where REF is a commit')
  process.exit(2)
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
const gitLines = (...args: string[]) =>
  git(...args)
    .split('\n')
    .filter((line) => line !== '')

/** Of this checkout, also what is not committed yet. */
const tests = gitLines('ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', 'test')
const changed = [...gitLines('diff', '--name-only', ref, '--', 'test'), ...gitLines('ls-files', '--others', '--exclude-standard', 'test')]
const files = affectedTests(ROOT, tests, changed).filter((file) => only.length === 0 || only.includes(file))

const temporary = mkdtempSync(join(tmpdir(), 'wirefold-redgreen-'))
const before = join(temporary, 'before')
try {
  git('worktree', 'add', '--detach', '--quiet', before, ref)
  symlinkSync(join(ROOT, 'node_modules'), join(before, 'node_modules'))
  const old = new Map(PROJECTS.map((project) => [project, listTests(before, project, files)]))
  takeTests()
  const verdicts = PROJECTS.flatMap((project) =>
    verdictsOn(project, old.get(project)!, runTests(before, project, files), runTests(ROOT, project, files)),
  )
  console.log(describeVerdicts(verdicts, ref))
  process.exitCode = verdicts.every(isProven) ? 0 : 1
} finally {
  git('worktree', 'remove', '--force', before)
  rmSync(temporary, { recursive: true, force: true })
}

/** Gives the checkout of REF the tests of this one, and how they are run. */
function takeTests(): void {
  rmSync(join(before, 'test'), { recursive: true })
  for (const file of ['vitest.config.ts', ...tests]) {
    mkdirSync(dirname(join(before, file)), { recursive: true })
    cpSync(join(ROOT, file), join(before, file))
  }
}
