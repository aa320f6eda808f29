import { Command, InvalidArgumentError, Option } from 'commander'
import { duration } from '../config/schema.ts'
import type { Duration } from '../model/time.ts'
import { HOMEPAGE, VERSION } from '../version.ts'
import { EXAMPLES, PAGES } from './examples.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- each command knows its own options
type Action = (options: any, ...args: any[]) => Promise<number>

/** Commands are loaded when they are run: `--help` and `parse` need no database. */
const lazily =
  (load: () => Promise<Action>) =>
  async (...args: unknown[]): Promise<void> => {
    const command = args.pop() as Command
    args.pop()
    process.exitCode = await (await load())(command.opts(), ...args)
  }

const DEFAULT_PORT = 8787

const portOption = () => new Option('--port <number>', 'port to listen on').env('PORT').argParser(port).default(DEFAULT_PORT)
const hostOption = () => new Option('--host <address>', 'address to listen on').env('HOST').default('127.0.0.1')

const collect = (value: string, before: string[] = []) => [...before, value]

function port(text: string): number {
  // compose files write PORT=${PORT}: empty is unset
  if (text === '') return DEFAULT_PORT
  const number = Number(text)
  if (!/^\d{1,5}$/.test(text) || number > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  return number
}

/** A length of time like 30m, 6h or 7d, in milliseconds. */
function length(text: string): Duration {
  const parsed = duration.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError('Give a length of time like 30m, 6h or 7d.')
  return parsed.data
}

const named = (program: Command, name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .addOption(new Option('--feeds <dir>', 'folder of curated feeds').env('WIREFOLD_FEEDS').default(undefined, 'feeds'))
    .addOption(new Option('--db <file>', 'database').env('WIREFOLD_DB').default('data/wirefold.db'))
    .option('--json', 'machine-readable output on stdout, and nothing else there')
    .addHelpText('after', helpOf(name))

/** How a command is typed, and where more of it is told. */
function helpOf(name: string): string {
  const examples = (EXAMPLES[name] ?? []).map((line) => `  wirefold ${line}\n`).join('')
  return `\nExamples:\n${examples}\nMore: ${pageAddress(PAGES[name])}`
}

const pageAddress = (page: string | undefined): string => `${HOMEPAGE}/blob/main/${page === undefined ? 'README.md' : `docs/${page}.md`}`

export function commands(): Command {
  const program = new Command('wirefold')
    .description(
      'Watches many news sources, recognises the copies of one story, and republishes curated feeds in which each story stands once.',
    )
    .version(VERSION)
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .addHelpText(
      'after',
      `\nExamples:\n  wirefold check\n  wirefold serve\n  wirefold refresh --force\n\nIn a clone: npm run -s wirefold -- check\nMore: ${pageAddress(undefined)}`,
    )
    .exitOverride()
  running(program)
  listing(program)
  ruling(program)
  documents(program)
  return program
}

function running(program: Command): void {
  named(program, 'serve', 'serve the feeds over HTTP, and refresh them on schedule')
    .addOption(portOption())
    .addOption(hostOption())
    .option('--no-schedule', 'only serve; refresh nothing on its own')
    .option('--strict', 'refuse to start with a mistake in any file of the feeds')
    .action(lazily(async () => (await import('./serve.ts')).serveCommand))
  named(program, 'refresh', 'visit the sources that are due, once')
    .option('--force', 'also those that are not due; still conditional, and never past a server’s Retry-After')
    .option('--source <url>', 'only this source (repeatable)', collect)
    .option('--feed <slug>', 'only the sources of this feed (repeatable)', collect)
    .action(lazily(async () => (await import('./refresh.ts')).refreshCommand))
  named(program, 'doctor', 'look at everything that a running wirefold depends on, and change nothing')
    .addOption(portOption())
    .addOption(hostOption())
    .action(lazily(async () => (await import('./doctor.ts')).doctorCommand))
  named(program, 'backup', 'copy the database into a file, whole, also while wirefold runs')
    .argument('<file>', 'where to; never over one that is there')
    .action(lazily(async () => (await import('./backup.ts')).backupCommand))
  named(program, 'check', 'validate the feeds and say what would be watched')
    .option('--online', 'visit each source and say what it is, and which feed a page offers; nothing is stored')
    .action(lazily(async () => (await import('./check.ts')).checkCommand))
}

function listing(program: Command): void {
  named(program, 'sources', 'list the sources and how they are').action(lazily(async () => (await import('./list.ts')).sourcesCommand))
  named(program, 'feeds', 'list the curated feeds').action(lazily(async () => (await import('./list.ts')).feedsCommand))
  named(program, 'stories', 'list the newest stories')
    .option('--feed <slug>', 'only of this feed')
    .option('--limit <number>', 'how many', '20')
    .option('--doubtful', 'those with a fold in doubt (a low score, or unlike headlines), worst first')
    .action(lazily(async () => (await import('./list.ts')).storiesCommand))
  named(program, 'explain', 'say why items are one story, or are not')
    .argument('<what...>', 'address or id of a story or an item; two of them are compared')
    .option('--feed <slug>', 'also why it is in this feed, or is not')
    .action(lazily(async () => (await import('./explain.ts')).explainCommand))
}

const STORY = 'id of a story, or id or address of one of its items'

function ruling(program: Command): void {
  const act = (name: 'pin' | 'hide' | 'rename' | 'note' | 'split' | 'merge' | 'show' | 'withdraw' | 'undo', description: string) =>
    named(program, name, description)
      .option('--why <text>', 'the reason, for the trail')
      .action(lazily(async () => (await import('./rulings.ts')).actCommand(name)))
  const inFeed = (command: Command) => command.option('--feed <slug>', 'only in this feed')
  inFeed(act('pin', 'put a story on top'))
    .argument('<story>', STORY)
    .option('--until <time>', 'like 2026-07-31 or 2026-07-31T18:00Z; else for a day')
    .option('--no', 'let it stand in its place again')
  inFeed(act('hide', 'take a story out of the feeds')).argument('<story>', STORY).option('--no', 'show it again')
  inFeed(act('rename', 'give a story another headline'))
    .argument('<story>', STORY)
    .argument('[headline...]', 'without one the publisher’s own')
  inFeed(act('note', 'print a paragraph before the text of a story'))
    .argument('<story>', STORY)
    .argument('[text...]', 'without one none any more')
  inFeed(act('withdraw', 'tell subscribers that a story was withdrawn')).argument('<story>', STORY)
  act('split', 'take an item out of its story').argument('<item>', 'its id or address')
  act('merge', 'make two stories one')
    .argument('<story>', STORY)
    .argument('<other>', 'the same of the other; the one that was first seen keeps its id')
  act('show', 'choose the copy that is shown for its story')
    .argument('<item>', 'its id or address')
    .option('--no', 'let the policy choose again')
  act('undo', 'take back what an editor said').argument('<act>', 'its number, as log prints it')
  named(program, 'log', 'print what editors said, newest first')
    .option('--limit <number>', 'how many', '50')
    .option('--since <act>', 'those after this one, oldest first')
    .action(lazily(async () => (await import('./rulings.ts')).logCommand))
}

function documents(program: Command): void {
  named(program, 'parse', 'read feed documents and print one JSON line each')
    .argument('[files...]')
    .option('--manifest <file>', 'JSON lines {"file","url"?,"headers"?,"type"?}; - reads standard input')
    .option('--why', 'say of pages what they were taken for, and by what')
    .action(
      lazily(
        async () => async (options: { manifest?: string; why?: boolean }, files: string[]) =>
          (await import('./parse.ts')).parseFiles(files, options),
      ),
    )
  named(program, 'dedupe', 'read items as JSON lines in order of arrival and say which story each belongs to')
    .argument('[file]', 'JSON lines; - or nothing reads standard input', '-')
    .option('--window <time>', 'how far apart copies are looked for, like 7d; lines arrive when they were published', length)
    .action(
      lazily(async () => async (options: { window?: Duration }, file: string) => (await import('./dedupe.ts')).dedupeFile(file, options)),
    )
  named(program, 'export', 'write the published documents as static files')
    .option('--feed <slug>', 'only this feed (repeatable)', collect)
    .requiredOption('--out <dir>', 'folder to write into')
    .action(lazily(async () => (await import('./export.ts')).exportCommand))
  named(program, 'import', 'add the feeds of an OPML file to a curated feed')
    .argument('<opml>', 'OPML file')
    .requiredOption('--feed <slug>', 'feed to add them to; created where there is none')
    .action(lazily(async () => (await import('./opml.ts')).importCommand))
  named(program, 'opml', 'print the sources as OPML')
    .option('--feed <slug>', 'only of this feed')
    .action(lazily(async () => (await import('./opml.ts')).opmlCommand))
  named(program, 'deploy', 'deploy the feeds to Cloudflare Workers: database, queue and token are made where there are none').action(
    lazily(
      async () => async (options: Parameters<typeof import('./deploy.ts').deployCommand>[0]) =>
        (await import('./deploy.ts')).deployCommand(options),
    ),
  )
  named(program, 'bundle', 'write the checked feeds for a Worker (deploy does it)').action(
    lazily(async () => (await import('./bundle.ts')).bundleCommand),
  )
}
