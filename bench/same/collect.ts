import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { runCommand, whileServing, type Get, type Program } from './program.ts'
import { layOut, MORNING, showRound } from './world.ts'

/** What is compared beside the world that comes with this script. */
export interface Inputs {
  /** Folders of documents to `parse`. */
  readonly documents: readonly string[]
  /** Files of JSON lines to `dedupe`. */
  readonly lines: readonly string[]
  /** Databases to open, each with its folder of feeds. */
  readonly stores: readonly { readonly db: string; readonly feeds: string }[]
}

/** The answers of one checkout: a name each. */
export type Answers = Map<string, string>

const HOUR = 3_600_000
/** Arguments of one command line. */
const MOST_FILES = 200

/** Runs everything that a checkout answers; `folder` is made anew, so that both checkouts work at one path. */
export async function collect(checkout: string, repository: string, folder: string, inputs: Inputs): Promise<Answers> {
  const answers: Answers = new Map()
  const fresh = () => {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
  for (const documents of inputs.documents) parseAll(answers, { checkout, folder: resolve(documents), now: MORNING })
  fresh()
  for (const file of inputs.lines)
    answers.set(`dedupe ${file}`, runCommand({ checkout, folder, now: MORNING }, ['dedupe', '-'], readFileSync(file, 'utf8')))
  layOut(folder, repository)
  await liveADay(answers, { checkout, folder, now: MORNING })
  for (const { db, feeds } of inputs.stores) {
    fresh()
    cpSync(feeds, join(folder, 'feeds'), { recursive: true })
    mkdirSync(join(folder, 'data'))
    writeFileSync(join(folder, 'data/wirefold.db'), readFileSync(db))
    await look(answers, `${db}: `, { checkout, folder, now: MORNING })
  }
  return answers
}

function parseAll(answers: Answers, program: Program): void {
  const files = readdirSync(program.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(program.folder.length + 1))
    .toSorted()
  for (let start = 0; start < files.length; start += MOST_FILES) {
    const name = `parse ${program.folder} from ${files[start]}`
    answers.set(name, runCommand(program, ['parse', ...files.slice(start, start + MOST_FILES)]))
  }
}

/** Two rounds of visits, then what editors do, with a look at everything after each. */
async function liveADay(answers: Answers, program: Program): Promise<void> {
  const command = (name: string, now: number, ...args: string[]) => {
    answers.set(name, runCommand({ ...program, now }, args))
    return JSON.parse(/^\{.*/m.exec(answers.get(name)!)?.[0] ?? '{}') as { readonly stories?: readonly Listed[] }
  }
  command('check', MORNING, 'check', '--json')
  const sources = [...answers.get('check')!.matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url!)
  // one after the other: of those that are visited side by side, now one is first and now the other
  const refresh = (when: string, now: number) => {
    for (const url of new Set(sources)) command(`refresh ${url}, ${when}`, now, 'refresh', '--force', '--source', url, '--json')
  }
  refresh('morning', MORNING)
  await look(answers, 'morning: ', program)
  showRound(program.folder, 1)
  refresh('an hour later', MORNING + HOUR)
  await look(answers, 'an hour later: ', { ...program, now: MORNING + HOUR })
  const { stories = [] } = command('stories', MORNING + HOUR, 'stories', '--json')
  const folded = stories.find(({ copies }) => copies.length > 1)
  const single = stories.filter(({ copies }) => copies.length === 0)
  if (!folded || single.length < 2) throw new Error('the world has no story with copies, or too few without')
  command('show', MORNING + HOUR, 'show', folded.copies[0]!.item, '--json')
  command('merge', MORNING + HOUR, 'merge', single[0]!.id, single[1]!.id, '--json')
  command('split', MORNING + HOUR, 'split', folded.copies[1]!.item, '--json')
  command('explain', MORNING + HOUR, 'explain', folded.id, '--json')
  await look(answers, 'edited: ', { ...program, now: MORNING + HOUR }, [single[0]!.id, single[1]!.id])
}

interface Listed {
  readonly id: string
  readonly copies: readonly { readonly item: string }[]
}

const LISTINGS = [['sources'], ['feeds'], ['stories', '--limit', '500'], ['opml']]
const FORMATS = ['', '.atom', '.rss', '.json', '.opml', '.icon']
const ROUTES = [
  '/',
  '/status',
  '/status.json',
  '/status.atom',
  '/feeds.opml',
  '/metrics',
  '/healthz',
  '/robots.txt',
  '/favicon.ico',
  '/icon.svg',
  '/style.css',
  '/nothing',
  '/api',
  '/api/feeds',
  '/api/sources',
  '/api/stories?limit=7',
  '/api/stories?limit=x',
  '/api/runs/1',
  '/stories/0',
]

/** What a process is like at a moment is another each time. */
const VITALS = /^(?:nodejs|process)_.*\n/gm

/** Every listing with and without `--json`, every file of an export, every route. */
async function look(answers: Answers, when: string, program: Program, stories: readonly string[] = []): Promise<void> {
  for (const args of LISTINGS) {
    answers.set(`${when}${args.join(' ')} --json`, runCommand(program, [...args, '--json']))
    answers.set(`${when}${args.join(' ')}`, runCommand(program, args))
  }
  answers.set(`${when}export`, runCommand(program, ['export', '--out', 'out']))
  const out = join(program.folder, 'out')
  if (!existsSync(out)) throw new Error(`export wrote nothing: ${answers.get(`${when}export`)}`)
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).toSorted())
    if (/\.\w+$/.test(name)) answers.set(`${when}exported ${name}`, readFileSync(join(out, name), 'utf8'))
  await whileServing(program, async (get) => {
    for (const path of await paths(get, stories)) {
      const { text, etag } = await get(path)
      answers.set(`${when}GET ${path}`, text.replace(VITALS, ''))
      if (etag !== undefined) answers.set(`${when}GET ${path} again`, (await get(path, { 'if-none-match': etag })).text)
    }
  })
}

async function paths(get: Get, extra: readonly string[]): Promise<readonly string[]> {
  const { feeds } = JSON.parse((await get('/api/feeds')).body) as { feeds: readonly { slug: string }[] }
  const ids = new Set(extra)
  for (let cursor = ''; ;) {
    const page = JSON.parse((await get(`/api/stories?limit=200${cursor}`)).body) as { stories: readonly Listed[]; next?: string }
    for (const { id } of page.stories) ids.add(id)
    if (page.next === undefined) break
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
  return [
    ...ROUTES,
    ...feeds.flatMap(({ slug }) => FORMATS.map((format) => `/feeds/${slug}${format}`)),
    ...[...ids].flatMap((id) => [`/api/stories/${id}`, `/stories/${id}`]),
  ]
}

/** The folder of the checkout that this script is part of. */
export const REPOSITORY = dirname(dirname(import.meta.dirname))
