import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GOOD } from '../fetch/certificates.ts'
import { poisonedAtom, STRINGS } from './poison.ts'
import { curated, publisher, sampled, station, TOKEN, type Publisher, type Station } from './station.ts'

const CHROMIUM = '/usr/bin/chromium'
/** Every name of these tests is this computer. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'].concat(
  '--host-resolver-rules=MAP *.lan 127.0.0.1',
)

const TITLES = ['First of the day', 'Second of the day', 'Third of the day']
const WORDS = ['boats harbour sluice pilots', 'apples frost orchard ladders', 'owls voles meadow silos']
const quiet = (title: string, n: number) =>
  `<item><title>${title}</title><link>https://quiet.example/${n}</link><guid>${n}</guid><description>${`${WORDS[n]} `.repeat(12)}</description></item>`
const QUIET = `<rss version="2.0"><channel><title>Quiet</title>${TITLES.map(quiet).join('')}</channel></rss>`

describe.skipIf(!existsSync(CHROMIUM))('the desk in a browser', () => {
  let origin: Publisher
  let wirefold: Station
  let browser: Browser
  const vectors = sampled(STRINGS, 40)
  const lan = () => wirefold.served.replace('127.0.0.1', 'newsroom.lan')

  beforeAll(async () => {
    origin = await publisher()
    const feeds = [
      curated('quiet', [origin.give('/quiet', QUIET)]),
      curated('poisoned', [origin.give('/poisoned', poisonedAtom(vectors))], { dedupe: false }),
    ]
    wirefold = await station(feeds, { base: 'http://newsroom.lan' })
    await wirefold.refresh()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await wirefold?.[Symbol.asyncDispose]()
    await origin?.[Symbol.asyncDispose]()
  })

  /** What a page ran, asked for and was led to. */
  interface Seen {
    readonly ran: string[]
    readonly posts: string[]
    readonly loads: string[]
  }

  async function open(options: BrowserContextOptions = {}, base = lan()): Promise<{ readonly page: Page; readonly seen: Seen }> {
    const page = await (await browser.newContext(options)).newPage()
    const seen: Seen = { ran: [], posts: [], loads: [] }
    page.on('dialog', (dialog) => {
      seen.ran.push(`dialog ${dialog.message()}`)
      void dialog.dismiss().catch(() => {})
    })
    page.on('pageerror', (error) => seen.ran.push(`error ${error.message}`))
    page.on('frameattached', () => seen.ran.push('frame'))
    page.on('request', (asked) => {
      if (asked.method() === 'POST') seen.posts.push(asked.url())
      if (asked.isNavigationRequest()) seen.loads.push(asked.url())
    })
    await page.goto(`${base}/desk/sign-in`)
    await page.fill('#token', TOKEN)
    await page.click('button.main')
    await page.waitForLoadState()
    expect(new URL(page.url()).pathname).toBe('/desk')
    seen.posts.length = seen.loads.length = 0
    return { page, seen }
  }

  const published = async () => wirefold.text('/feeds/quiet.json')
  const undoAll = async () => {
    const { store } = wirefold.wire
    const acts = await store.actsBefore(undefined, 100)
    const undone = new Set(acts.map(({ undoes }) => undoes))
    for (const { id } of acts.filter(({ id, act }) => act !== 'undo' && !undone.has(id)))
      await fetch(`${wirefold.served}/api/acts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ act: 'undo', value: id }),
      })
  }

  test('with script an act is one request and one row; the focus stays, and it is said', async () => {
    const { page, seen } = await open()
    const before = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.outerHTML))
    await page.locator('.row').nth(1).getByRole('button', { name: 'Hide' }).click()
    await page.locator('#said', { hasText: /^Done/ }).waitFor()
    expect([seen.posts.length, seen.loads.length]).toEqual([1, 0])
    const after = await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.outerHTML))
    // what was shown beside it is as it was, but for the newest act that the editor knows of
    const still = (html: string) => html.replace(/name="seen" value="\d+"/g, '').replace(/ data-current=""/, '')
    expect(after.map((html, n) => still(html) === still(before[n]!))).toEqual([true, false, true])
    expect(await page.evaluate(`document.activeElement.textContent`)).toBe('Show again')
    expect(await published()).not.toContain('Second of the day')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.locator('.row .badge.hidden').count()).toBe(0)
    expect(await published()).toContain('Second of the day')
    expect(seen.ran).toEqual([])
  })

  test('keys press the buttons that are there; in fields, with modifiers and switched off they do nothing', async () => {
    const { page, seen } = await open()
    await page.keyboard.press('j')
    await page.keyboard.press('Control+h')
    await page.keyboard.press('Alt+h')
    await page.keyboard.press('/')
    await page.keyboard.type('hpx')
    expect(await page.inputValue('#q')).toBe('hpx')
    await page.keyboard.press('Escape')
    expect(seen.posts).toEqual([])
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.keyboard.type('Renamed by keys')
    await page.keyboard.press('Enter')
    await page.locator('#said', { hasText: /^Done/ }).waitFor()
    expect(await published()).toContain('Renamed by keys')
    await page.keyboard.press('u')
    await expect.poll(() => page.locator('.badge.changed').count()).toBe(0)
    expect([seen.posts.length, seen.loads.length]).toEqual([2, 0])
    await page.keyboard.press('?')
    await page.uncheck('#keys-on')
    await page.keyboard.press('h')
    await page.reload()
    await page.keyboard.press('j')
    await page.keyboard.press('h')
    await page.waitForTimeout(200)
    expect(seen.posts.length).toBe(2)
    // a letter typed on another keyboard page leads nowhere; the tabs are a chord away
    await page.locator('#keys summary').click()
    await page.check('#keys-on')
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await page.waitForURL('**/desk/log')
  })

  test('m puts the two ticked stories together', async () => {
    const { page, seen } = await open()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('m')
    await expect.poll(() => page.locator('.rows > .row').count()).toBe(2)
    expect([seen.posts.length, seen.loads.length]).toEqual([1, 0])
    await undoAll()
    expect(await published()).toContain('Second of the day')
  })

  test.each([
    ['an error', { status: 500, body: '{"detail":"Something went wrong here; the log says what."}' }],
    ['a page', { status: 502, body: '<html>Bad gateway</html>' }],
    ['nothing', undefined],
  ])('where the server answers with %s, no change is shown', async (_, answer) => {
    const { page } = await open()
    await page.route('**/desk/acts', (route) => (answer ? route.fulfill(answer) : route.abort()))
    const row = page.locator('.row').first()
    const shown = () => row.evaluate((one) => one.outerHTML.replace(/ data-current=""/, ''))
    const before = await shown()
    await row.getByRole('button', { name: 'Pin' }).click()
    await page.locator('#said', { hasText: /^Nothing was changed/ }).waitFor()
    expect(await shown()).toBe(before)
  })

  test('without script the same forms do the same', async () => {
    const { page, seen } = await open({ javaScriptEnabled: false })
    await page.locator('.row').first().getByRole('button', { name: 'Hide' }).click()
    expect(page.url()).toMatch(/done=\d+$/)
    expect(await published()).not.toContain('First of the day')
    expect(await page.locator('.row').count()).toBe(2)
    await page.locator('.done').getByRole('button', { name: 'Undo' }).click()
    expect(await published()).toContain('First of the day')
    expect(await page.locator('#keys').isVisible()).toBe(false)
    expect(seen.posts.length).toBe(2)
  })

  test('behind a proxy that speaks TLS', async () => {
    const proxy = createServer(GOOD)
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const base = `https://newsroom.lan:${(proxy.address() as AddressInfo).port}`
    await using behind = await station([curated('quiet', [`${origin.url}/quiet`])], { base })
    await behind.refresh()
    proxy.on('request', (asked, response) => {
      const { method, url, headers } = asked
      const { port, hostname: host } = new URL(behind.served)
      const forward = request({ host, port, method, path: url, headers: { ...headers, host: `${host}:${port}` } }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(response)
      })
      asked.pipe(forward)
    })
    const { page } = await open({ ignoreHTTPSErrors: true }, base)
    expect((await page.context().cookies()).map(({ name, secure, httpOnly }) => [name, secure, httpOnly])).toEqual([
      ['__Host-desk', true, true],
    ])
    await page.locator('.row').first().getByRole('button', { name: 'Hide' }).click()
    await page.locator('#said', { hasText: /^Done/ }).waitFor()
    expect(await behind.text('/feeds/quiet.json')).not.toContain('First of the day')
    await page.context().close()
    proxy.closeAllConnections()
    proxy.close()
  })

  test('a form of another site changes nothing, whatever the browser sends with it', async () => {
    const { page, seen } = await open()
    const before = await published()
    const [story] = (await wirefold.json<{ stories: { id: string }[] }>('/api/stories?feed=quiet')).stories
    const evil = `<form method="post" action="${lan()}/desk/acts"><input name="act" value="hide"><input name="story" value="${story!.id}"></form>`
    for (const target of ['http://evil.lan', 'about:blank']) {
      await page.route('http://evil.lan/**', (route) => route.fulfill({ contentType: 'text/html', body: evil }))
      await page.goto(target === 'about:blank' ? target : `${target}/x`)
      if (target === 'about:blank') await page.setContent(evil)
      await page.evaluate(`document.forms[0].submit()`)
      await page.waitForLoadState()
      expect(await page.textContent('h1')).toMatch(/Forbidden|Signed out/)
    }
    expect(seen.posts.length).toBe(2)
    expect(await published()).toBe(before)
  })

  test('hostile headlines, names and notes: nothing runs, with the policy and without it', async () => {
    const [story] = (await wirefold.json<{ stories: { id: string }[] }>('/api/stories?feed=quiet')).stories
    const strings = vectors.filter((text) => text.length < 400 && text.trim() !== '')
    for (const bypassCSP of [false, true]) {
      const { page, seen } = await open({ bypassCSP })
      for (const text of sampled(strings, 6)) {
        await page.goto(`${lan()}/desk?feed=quiet&tab=all`)
        for (const label of ['Rename', 'Note']) {
          const row = page.locator(`#e-${story!.id}`)
          await row.getByText(label, { exact: true }).first().click()
          await row
            .locator(label === 'Note' ? 'textarea' : 'input[name=value]')
            .first()
            .fill(text)
          await row.locator('details[open] button').first().click()
          await page.locator('#said', { hasText: /./ }).waitFor()
        }
      }
      for (const path of [
        '/desk?feed=poisoned&tab=all',
        '/desk?feed=quiet',
        `/desk/stories/${story!.id}`,
        '/desk/log',
        '/desk/rules?feed=poisoned',
      ]) {
        await page.goto(lan() + path)
        if (path.includes('rules')) await page.click('.rules button')
        await page.evaluate(`document.querySelectorAll('details').forEach((d) => (d.open = true))`)
        await page.evaluate(PROVOKE)
        await page.waitForTimeout(30)
        expect([path, await page.evaluate(SUSPECTS)]).toEqual([path, []])
      }
      expect(seen.ran).toEqual([])
      await page.context().close()
    }
    await undoAll()
  })

  test('no token in any address, page or error', async () => {
    const { page } = await open()
    const texts: string[] = []
    for (const path of [
      '/desk',
      '/desk/log',
      '/desk/rules',
      '/desk/script.js',
      '/desk/style.css',
      '/feeds/quiet.atom',
      '/status',
      '/metrics',
      '/',
    ]) {
      const response = await page.goto(lan() + path)
      texts.push(page.url(), await response!.text(), JSON.stringify(await response!.allHeaders()))
    }
    expect(texts.join('\n')).not.toContain(TOKEN)
    expect(wirefold.errors).toEqual([])
  })
})

/** Sets off what waits for the reader: pointers, focus, animations. */
const PROVOKE = `for (const element of document.querySelectorAll('main *'))
  for (const type of ['mouseover', 'pointerenter', 'focus', 'error', 'load', 'animationend', 'toggle'])
    element.dispatchEvent(new Event(type, { bubbles: false }))`

/** What is active and none of ours, or leads somewhere it must not. */
const SUSPECTS = `[...document.querySelectorAll('*')].flatMap((element) => {
  const found = []
  const tag = element.tagName.toLowerCase()
  if (/^(iframe|object|embed|base|style|math|template|frame|applet|portal)$/.test(tag)) found.push(tag)
  if (tag === 'script' && element.src !== new URL('/desk/script.js', location.href).href) found.push(tag)
  for (const { name, value } of element.attributes) {
    if (/^on|^style$|^srcdoc$|^formaction$/.test(name)) found.push(tag + ' ' + name)
    if (/^(href|src|action)$/.test(name) && !/^(https?|mailto):$/.test(new URL(value, document.baseURI).protocol)) found.push(tag + ' ' + value)
  }
  return found
})`
