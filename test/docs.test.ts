import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { readFeedConfig } from '../src/config/config.ts'
import { MEDIA_TYPES } from '../src/web/feeds.ts'

const ROOT = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8')
const PAGES = ['README.md', 'CHANGELOG.md', ...readdirSync(new URL('docs/', ROOT)).map((name) => `docs/${name}`)].filter((path) =>
  path.endsWith('.md'),
)
const blocks = (path: string, language: string) =>
  read(path)
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((rest) => rest.split('\n```', 1)[0]!)

describe('the documentation', () => {
  it.each(PAGES)('%s leads nowhere that does not exist', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)\s]{1,200})\)/g)].map(([, target]) => target!)
    const local = links.filter((target) => !/^https?:/.test(target)).map((target) => target.split('#', 1)[0]!)
    expect(local.filter((target) => !existsSync(new URL(target, new URL(path, ROOT))))).toEqual([])
  })

  it.each(['README.md', 'docs/configure.md'])('the feeds shown in %s are valid', (path) => {
    for (const block of blocks(path, 'yaml')) {
      const rest = /^title:/m.test(block) ? '' : 'title: Example\n'
      const sources = /^sources:/m.test(block) ? '' : 'sources: [https://example.org/rss.xml]\n'
      expect(readFeedConfig('feeds/example.yaml', rest + sources + block, () => ({ urls: [] }))).toMatchObject({ ok: true })
    }
  })

  it('names every command, and no other', () => {
    const listed = read('docs/api.md').split('## Commands')[1]!.split('## Environment')[0]!
    const named = new Set([...listed.matchAll(/^\| (.{1,120}?) \|/gm)].flatMap(([, cell]) => cell!.match(/(?<=`)[a-z]+/g) ?? []))
    expect([...named].toSorted()).toEqual(
      commands()
        .commands.map((command) => command.name())
        .toSorted(),
    )
  })

  it('gives the media types that are served', () => {
    const page = read('docs/publish.md')
    for (const type of Object.values(MEDIA_TYPES)) expect(page).toContain(`\`${type.split(';', 1)[0]}\``)
  })
})
