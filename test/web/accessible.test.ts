import axe from 'axe-core'
import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, type Bench } from '#bench'
import { send, signedIn } from '../acceptance/desk-forms.ts'
import { newsroom } from '../acceptance/newsroom.ts'
import { createApp } from '../../src/web/app.ts'

const CHROMIUM = '/usr/bin/chromium'
const BASE = 'https://news.example.org'

describe.skipIf(!existsSync(CHROMIUM))('axe finds nothing wrong', () => {
  let browser: Browser
  let page: Page
  let b: Bench
  let none: Bench
  const paths = { story: '', older: '' }
  let cookie = ''
  const open: (() => void)[] = []

  beforeAll(async () => {
    for (const [path, [body, more]] of Object.entries(newsroom('/axe'))) await answer(path, body, more)
    const many = Array.from(
      { length: 52 },
      (_, n) =>
        `<item><title>Report ${n}</title><link>https://many.example/${n}</link><description>&lt;p&gt;What happened on pier ${n}, ${n * 37} days and ${n * 91} nights ago.&lt;/p&gt;&lt;table&gt;&lt;tr&gt;&lt;td&gt;${n}&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;&lt;img src="https://many.example/${n}.png"&gt;</description></item>`,
    ).join('')
    await answer('/axe/many', `<rss version="2.0"><channel><title>Many</title><link>https://many.example/</link>${many}</channel></rss>`)
    b = await bench([
      feedOf('news', [at('/axe/rss'), at('/axe/atom'), at('/axe/json'), at('/axe/rdf')], {
        description: 'What is new at the harbour',
        pictures: true,
      }),
      feedOf('many', [at('/axe/many')], { pictures: true, limit: 500 }),
      feedOf('ill', [at('/axe/gone'), at('/axe/busy'), at('/axe/error')]),
    ])
    await b.refresh()
    b.clock.now += 7 * 3_600_000
    await b.refresh({ force: true })
    b.clock.now += 26 * 3_600_000
    await b.refresh({ force: true })
    none = await bench([])
    paths.story = ((await (await b.get('/api/stories?feed=news')).json()) as { stories: { id: string; copies: unknown[] }[] }).stories.find(
      ({ copies }) => copies.length > 0,
    )!.id
    paths.older = /href="(\?before=[^"]+)"/.exec(await (await b.get('/feeds/many')).text())![1]!
    cookie = await signedIn(b)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
    page = await (await browser.newContext({ bypassCSP: true })).newPage()
  }, 120_000)

  afterAll(async () => {
    for (const close of open) close()
    await browser?.close()
  })

  const mistaken = () => {
    const site = { ...b.wire, mistakes: [{ file: 'feeds/x.yaml', sentence: 'feeds/x.yaml:3: kep: did you mean "keep"?' }] }
    const app = createApp({ ...site, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
    return async (path: string, headers: Record<string, string>) => app.fetch(new Request(BASE + path, { headers }))
  }
  const desk = () => async (path: string, headers: Record<string, string>) => b.get(path, { ...headers, cookie })
  const tried = (rules: string) => () => async (path: string, headers: Record<string, string>) =>
    path === '/desk/rules' ? send(b, path, { feed: 'news', rules }, { cookie }) : b.get(path, headers)
  const of = (which: Bench) => (path: string, headers: Record<string, string>) => which.get(path, headers)

  const PAGES: [name: string, path: () => string, site: () => ReturnType<typeof of>][] = [
    ['the first page', () => '/', () => of(b)],
    ['the first page without a feed', () => '/', () => of(none)],
    ['a feed with copies', () => '/feeds/news', () => of(b)],
    ['a feed of many', () => '/feeds/many', () => of(b)],
    ['a feed without a story', () => '/feeds/ill', () => of(b)],
    ['older stories', () => `/feeds/many${paths.older}`, () => of(b)],
    ['a story', () => `/stories/${paths.story}`, () => of(b)],
    ['how sources are', () => '/status', () => of(b)],
    ['how sources are, with a mistake', () => '/status', mistaken],
    ['how no source is', () => '/status', () => of(none)],
    ['a page that is not there', () => '/nothing', () => of(b)],
    ['a cursor that is none', () => '/feeds/many?before=x', () => of(b)],
    ['signing in at the desk', () => '/desk/sign-in', () => of(b)],
    ['the desk', () => '/desk?feed=news', desk],
    ['all that the desk knows of a feed', () => '/desk?feed=many&tab=all', desk],
    ['a tab of the desk without a story', () => '/desk?feed=news&tab=hidden', desk],
    ['a story at the desk', () => `/desk/stories/${paths.story}`, desk],
    ['the log of the desk', () => '/desk/log', desk],
    ['rules to be tried', () => '/desk/rules?feed=news', desk],
    ['rules that were tried', () => '/desk/rules', tried('keep:\n  - text: [harbour]\n')],
    ['rules that are wrong', () => '/desk/rules', tried('keep:\n  - titel: [x]\n')],
  ]
  test.each(PAGES)('on %s', async (_, path, site) => {
    const get = site()
    await page.unroute('**')
    await page.route('**', async (route) => {
      const url = new URL(route.request().url())
      if (url.origin !== BASE) return route.abort()
      const response = await get(url.pathname + url.search, { accept: 'text/html' })
      return route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      })
    })
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(BASE + path())
    // what unfolds is looked at too
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)))
    await page.addScriptTag({ content: axe.source })
    expect(await violations()).toEqual([])
    // of another look only colours and places are others
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 320, height: 900 })
    expect(await violations('runOnly: ["color-contrast", "target-size"],')).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  })

  async function violations(only = ''): Promise<readonly string[]> {
    const found = (await page.evaluate(`axe.run({ ${only} resultTypes: ["violations"] })`)) as axe.AxeResults
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)} ${nodes[0]!.failureSummary ?? ''}`)
  }
})
