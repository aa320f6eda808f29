import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { place } from '../attacks/process.ts'

const BASE = 'https://static.example.org/news'
const SAMPLE = new URL('../../feeds/sample.yaml', import.meta.url).pathname

afterEach(() => vi.unstubAllEnvs())

/** Addresses that a document names, as far as they may be of this site. */
const linksIn = (text: string) =>
  [...text.matchAll(/(?:href|src|url|xmlUrl|htmlUrl)="([^"]+)"|<(?:id|uri|link|icon|url)>(https:[^<]+)<|"(https:[^"]+)"|url=([^";]+)"/g)]
    .flatMap(([, ...found]) => found.filter((link) => link !== undefined))
    .map((link) => link.replaceAll('&amp;', '&'))

test('a static export has a first page, and no link of it is dead', () => {
  vi.stubEnv('WIREFOLD_URL', BASE)
  using where = place({ 'feeds/a.yaml': `${readFileSync(SAMPLE, 'utf8').replace(/^title:.*$/m, 'title: With an icon')}icon: a.svg\n` })
  writeFileSync(join(where.folder, 'feeds', 'a.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  cpSync(SAMPLE, join(where.folder, 'feeds', 'sample.yaml'))
  cpSync(new URL('../../data/sample', import.meta.url).pathname, join(where.folder, 'data', 'sample'), { recursive: true })
  expect(where.run('refresh').status).toBe(0)
  expect(where.run('export', '--out', 'site').status).toBe(0)
  const root = join(where.folder, 'site')
  const fileAt = (path: string): string | undefined => {
    const file = join(root, decodeURIComponent(path))
    if (!existsSync(file)) return undefined
    return statSync(file).isDirectory() ? fileAt(`${path.replace(/\/$/, '')}/index.html`) : file
  }
  const seen = new Set<string>()
  const dead: string[] = []
  let links = 0
  const waiting = ['index.html']
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = readFileSync(fileAt(path)!, 'utf8')
    for (const link of linksIn(text)) {
      if (/^(?:data:|feed:|tag:)/.test(link) || !URL.canParse(link, `${BASE}/${path}`)) continue
      const { href, hash } = new URL(link, `${BASE}/${path}`)
      if (!href.startsWith(`${BASE}/`) || !/^[.\w/#?:%-]+$/.test(link)) continue
      links++
      const target = href.slice(BASE.length + 1).replace(/[#?].*$/, '')
      const file = fileAt(target)
      const anchor = hash === '' || (file !== undefined && readFileSync(file, 'utf8').includes(`id="${hash.slice(1)}"`))
      if (!file || !anchor || /\?/.test(href)) dead.push(`${path}: ${link}`)
      else if (!seen.has(target) && /\.(?:html|atom|rss|json|opml)$/.test(target)) {
        seen.add(target)
        waiting.push(target)
      }
    }
  }
  expect(dead).toEqual([])
  expect([...seen].toSorted()).toEqual(
    expect.arrayContaining(
      ['a', 'sample'].flatMap((slug) => ['html', 'atom', 'rss', 'json'].map((extension) => `feeds/${slug}.${extension}`)),
    ),
  )
  expect(links).toBeGreaterThan(60)
})
