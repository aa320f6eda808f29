import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Outcomes, Ran } from './verdict.ts'

export const PROJECTS = ['node', 'workers'] as const
export type Project = (typeof PROJECTS)[number]

/** As vitest's JSON reporter writes it. */
interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** Of the given files of the checkout, `file > describe > test` of each test that it has today. */
export function listTests(root: string, project: Project, files: readonly string[]): ReadonlySet<string> {
  const there = files.filter((file) => existsSync(join(root, file)))
  if (there.length === 0) return new Set()
  const listed = vitest(root, ['list', '--project', `${project}*`, ...there], (output) => `--json=${output}`) as
    | readonly { readonly name: string; readonly file: string }[]
    | undefined
  return new Set(listed?.map(({ name, file }) => `${relative(root, file)} > ${name}`))
}

/** Runs the files; what became of each test, and why nothing became of a file that cannot be loaded. */
export function runTests(root: string, project: Project, files: readonly string[]): Outcomes {
  const tests = new Map<string, Ran>()
  const broken = new Map<string, string>()
  const report = vitest(root, ['run', '--project', `${project}*`, '--reporter=json', ...files], (output) => `--outputFile=${output}`) as
    | Report
    | undefined
  for (const { name, message, assertionResults } of report?.testResults ?? []) {
    const file = relative(root, name)
    if (assertionResults.length === 0) broken.set(file, firstLine(message))
    for (const { ancestorTitles, title, status, failureMessages = [] } of assertionResults) {
      const ran = { isPassed: status === 'passed', isFailed: status === 'failed', why: firstLine(failureMessages[0] ?? '') }
      tests.set([file, ...ancestorTitles, title].filter((part) => part !== '').join(' > '), ran)
    }
  }
  return { tests, broken }
}

const firstLine = (text: string) => text.split('\n', 1)[0]!.trim()

/** What vitest writes; undefined where no file belongs to the project. Throws where it does not get as far as that. */
function vitest(root: string, args: readonly string[], option: (output: string) => string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-vitest-'))
  const output = join(folder, 'output.json')
  try {
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args, option(output)], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    })
    if (existsSync(output)) return JSON.parse(readFileSync(output, 'utf8'))
    if (/No test files found/i.test(stdout + stderr)) return undefined
    throw new Error(`vitest did not run in ${root}:\n${stderr || stdout}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
