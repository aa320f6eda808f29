import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { place, type Place } from './attacks/process.ts'
import { wirefold } from './cli/in-process.ts'

const ROOT = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')
const PAGES = ['README.md', 'CONTRIBUTING.md', ...readdirSync(new URL('docs/', ROOT)).map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .concat('packaging/create-wirefold/README.md', 'packaging/create-wirefold/template/README.md')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }
const template = JSON.parse(read('packaging/create-wirefold/template/package.json')) as { scripts: Readonly<Record<string, string>> }

/** What no test can run here, and why. */
const EXCEPTIONS: readonly (readonly [why: string, command: RegExp])[] = [
  ['it wants an account', /^npx wrangler (?:login|d1 create \S+)$|^npm run deploy$/],
  ['it reaches into an account', /^npx wrangler .*(?:--remote|time-travel|secret put)/],
  ['it changes the machine', /^(?:useradd|systemctl|journalctl)\b|\/(?:etc|opt)\/|systemctl restart/],
  ['it wants a container engine, or what is there for one', /^docker\b|^cd packaging\b|^printf 'DOMAIN=/],
  ['it ends a process, or takes away what a restore brings back', /^kill\b|^rm -f data\/wirefold\.db /],
  ['it asks a server', /^curl\b|^-d /],
  ['packages come from a registry', /^npm (?:install|update|create|ci)\b/],
  ['it sets variables', /^WIREFOLD_\w+=/],
]

/** What words in capitals stand for. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  ADDRESS: 'https://example.org/the-article',
  'https://example.org/story': 'https://example.org/the-article',
  SLUG: 'sample',
  FILE: 'data/sample/wire.rss.xml',
  NUMBER: '1',
  COMMAND: 'check',
  'japan-defense': 'sample',
}
const filled = (command: string) =>
  Object.entries(PLACEHOLDERS).reduce(
    (text, [word, meant]) => text.replaceAll(new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'g'), meant),
    command,
  )

/** Lines of shell, and commands within sentences, without what is said of them. */
function commandsIn(text: string): readonly string[] {
  const blocks = text
    .split('```sh\n')
    .slice(1)
    .flatMap((rest) => rest.split('\n```', 1)[0]!.split('\n'))
  const inline = [
    ...text.replace(/```[\s\S]*?```/g, '').matchAll(/`((?:npm|npx|wirefold|kill|curl|git|sqlite3|node|docker|systemctl) [^`\n]+)`/g),
  ]
  const lines = [...blocks, ...inline.map(([, command]) => command!)]
  return lines
    .flatMap((line) =>
      line
        .replace(/\s+#\s.*$/, '')
        .split(' && ')
        .map((part) => part.trim()),
    )
    .filter(Boolean)
}

const COMMANDS = [...new Set(PAGES.flatMap((page) => commandsIn(read(page))))]
const exceptionOf = (command: string) => EXCEPTIONS.find(([, pattern]) => pattern.test(command))
const isOurs = (command: string) => /^(?:npm run -s )?wirefold /.test(command)

describe('commands in the documentation', () => {
  let where: Place
  let cwd: string
  beforeAll(async () => {
    where = place({ 'feeds/sample.yaml': read('feeds/sample.yaml') })
    cpSync(new URL('data/sample', ROOT).pathname, join(where.folder, 'data/sample'), { recursive: true })
    cwd = process.cwd()
    process.chdir(where.folder)
    expect((await wirefold(['refresh'])).code).toBe(0)
    writeFileSync(join(where.folder, 'subscriptions.opml'), '<opml><body><outline xmlUrl="https://example.org/rss.xml"/></body></opml>')
    writeFileSync(join(where.folder, 'items.jsonl'), '{"id":"1","source":"https://example.org/","title":"One","text":"What happened."}\n')
    writeFileSync(join(where.folder, 'backup.sql'), 'SELECT 1;\n')
    mkdirSync(join(where.folder, 'public'), { recursive: true })
  })
  afterAll(() => {
    process.chdir(cwd)
    where?.[Symbol.dispose]()
  })

  test.each(COMMANDS.filter(isOurs))('%s does what it says', async (command) => {
    const words = filled(command).replace(/^(?:npm run -s )?wirefold (?:-- )?/, '')
    const args = [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare!)
    const { code, err } = await wirefold(args)
    // nothing is known of the article of the examples, and that is said: 1
    expect([code === 0 || code === 1, err]).toEqual([true, expect.not.stringContaining('error: unknown')])
  })

  test.each(COMMANDS.filter((command) => /^npm (?:run|start|test)\b/.test(command) && !isOurs(command) && !exceptionOf(command)))(
    '%s is a script',
    (command) => {
      const name = /^npm (?:run (?:-s )?)?([\w:]+)/.exec(command)![1]!
      expect({ ...template.scripts, ...scripts }).toHaveProperty([name])
    },
  )

  test.each(COMMANDS.filter((command) => /^(?:node|npx vitest run) /.test(command)))('%s names a file that is there', (command) => {
    expect(existsSync(new URL(/(\S+\.ts)/.exec(command)![1]!, ROOT))).toBe(true)
  })

  const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0
  test.skipIf(!hasSqlite).each(COMMANDS.filter((command) => command.startsWith('sqlite3 ')))('%s is understood', (command) => {
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: where.folder, encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })

  test('are all looked at, but for those that nobody can run here', () => {
    const looked = /^(?:(?:npm run -s )?wirefold |npm (?:run|start|test)\b|node |npx vitest run |sqlite3 )|^(?:cd|mkdir|cp|git) /
    expect(COMMANDS.filter((command) => !looked.test(command) && !exceptionOf(command))).toEqual([])
    for (const [why, pattern] of EXCEPTIONS) expect([why, COMMANDS.some((command) => pattern.test(command))]).toEqual([why, true])
    expect(COMMANDS.filter(isOurs).length).toBeGreaterThan(15)
  })
})
