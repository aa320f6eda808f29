import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import type { FeedConfig } from '../../src/model/config.ts'
import { isPublicHost } from '../../src/address/local.ts'
import { STRINGS, WRITERS } from './poison.ts'
import { curated, EVERYTHING, publisher, sampled, station, type Publisher, type Station } from './station.ts'

const CHROMIUM = '/usr/bin/chromium'
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What a browser did that a story must not make it do. */
interface Witness {
  readonly ran: string[]
  readonly requested: string[]
}

describe.skipIf(!existsSync(CHROMIUM))('R32, R37 in a browser', () => {
  let origin: Publisher
  let wirefold: Station
  let feeds: readonly FeedConfig[]
  let browser: Browser
  const vectors = sampled(STRINGS, 70)

  beforeAll(async () => {
    origin = await publisher()
    feeds = Object.entries(WRITERS).map(([format, write], n) =>
      curated(
        format,
        Array.from({ length: Math.ceil(vectors.length / 40) }, (_, i) =>
          origin.give(`/${format}/${i}`, write(vectors.slice(i * 40, i * 40 + 40), n)),
        ),
        { dedupe: false, limit: 20_000 },
      ),
    )
    wirefold = await station(feeds)
    await wirefold.refresh()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await wirefold?.[Symbol.asyncDispose]()
    await origin?.[Symbol.asyncDispose]()
  })

  /** A page that tells what it ran and asked for, in a network that answers nothing but wirefold itself. */
  async function open(context: BrowserContext, witness: Witness): Promise<Page> {
    const page = await context.newPage()
    // a dialog is the attack; anything said on the console is a script, or one that a policy stopped
    page.on('dialog', (dialog) => {
      witness.ran.push(`dialog ${dialog.message()}`)
      void dialog.dismiss().catch(() => {})
    })
    page.on('console', (message) => {
      // pictures that the network or our policy refuses are no scripts
      if (!/Failed to load resource|net::ERR_|^Loading (?:the image|media) /.test(message.text()))
        witness.ran.push(`console ${message.text()}`)
    })
    page.on('pageerror', (error) => witness.ran.push(`error ${error.message}`))
    page.on('frameattached', () => witness.ran.push('frame'))
    page.on('popup', () => witness.ran.push('window'))
    page.on('worker', () => witness.ran.push('worker'))
    page.on('request', (request) => {
      if (!request.url().startsWith(wirefold.served)) witness.requested.push(request.url())
    })
    await page.route('**/*', (route) => (route.request().url().startsWith(wirefold.served) ? route.continue() : route.abort()))
    return page
  }

  const forbidden = (url: string) => !/^https?:/.test(url) || !isPublicHost(new URL(url).hostname)

  test('our pages: nothing runs, under our policy and without one', async () => {
    const { stories } = await wirefold.json<{ stories: { id: string }[] }>('/api/stories?limit=200')
    const paths = ['/', '/status', '/nothing/<script>alert(1)</script>', ...feeds.map(({ slug }) => `/feeds/${slug}`)].concat(
      sampled(stories, 4).map(({ id }) => `/stories/${id}`),
    )
    const witness: Witness = { ran: [], requested: [] }
    for (const bypassCSP of [false, true]) {
      const context = await browser.newContext({ bypassCSP })
      const page = await open(context, witness)
      for (const path of paths) {
        const response = await page.goto(wirefold.served + path, { waitUntil: 'load' })
        expect([path, response?.status()]).toEqual([path, path.startsWith('/nothing') ? 404 : 200])
        // what is folded away is opened, what is hovered over is hovered over
        await page.evaluate(`document.querySelectorAll('details').forEach((d) => (d.open = true))`)
        await page.evaluate(PROVOKE)
        await page.waitForTimeout(20)
        expect([path, await page.evaluate(SUSPECTS)]).toEqual([path, []])
      }
      await context.close()
    }
    // a script of the page's own is what a policy would have stopped, so silence under bypassCSP is the proof
    expect(witness.ran).toEqual([])
    expect(witness.requested.filter(forbidden)).toEqual([])
  }, 300_000)

  test('what readers render of Atom, RSS and JSON Feed, in a page without any policy', async () => {
    const witness: Witness = { ran: [], requested: [] }
    const context = await browser.newContext()
    const page = await open(context, witness)
    await page.goto('about:blank')
    let rendered = 0
    for (const { slug } of feeds) {
      const { items } = await wirefold.json<{ items: { content_html: string; summary?: string; title: string }[] }>(`/feeds/${slug}.json`)
      const atom = parseAtomFeed(await wirefold.text(`/feeds/${slug}.atom`)).entries ?? []
      const rss = parseRssFeed(await wirefold.text(`/feeds/${slug}.rss`)).items ?? []
      const bodies = [
        ...items.map(({ content_html: html }) => html),
        ...atom.flatMap(({ content, summary }) => [content, summary].map(String)),
        ...rss.flatMap((item) => [item.description ?? '', item.content?.encoded ?? '']),
      ]
      rendered += bodies.length
      for (let start = 0; start < bodies.length; start += 100) {
        const html = bodies.slice(start, start + 100).map((body) => `<article><div title="w">${body}</div></article>`)
        await page.setContent(`<!doctype html><body>${html.join('')}<p id="end">end</p>`, { waitUntil: 'load' })
        expect(await page.evaluate(`document.querySelectorAll('body > article > div[title=w]').length`)).toBe(html.length)
        expect(await page.evaluate(`document.body.lastElementChild.id`)).toBe('end')
        await page.evaluate(PROVOKE)
        await page.waitForTimeout(20)
      }
    }
    await context.close()
    expect(rendered).toBeGreaterThan(vectors.length * 8)
    expect(witness.ran).toEqual([])
    expect(witness.requested.filter(forbidden)).toEqual([])
  }, 300_000)

  test('the browser would have told: one live script is seen', async () => {
    const witness: Witness = { ran: [], requested: [] }
    const context = await browser.newContext()
    const page = await open(context, witness)
    await page.setContent('<img src="http://10.0.0.1/x" onerror="alert(1)"><iframe srcdoc="x"></iframe>')
    await page.waitForTimeout(200)
    await context.close()
    expect(witness.ran).toEqual(expect.arrayContaining(['dialog 1', 'frame']))
    expect(witness.requested.filter(forbidden)).toEqual(['http://10.0.0.1/x'])
  })
})

/** Sets off what waits for the reader: pointers, focus, keys, animations. */
const PROVOKE = `for (const element of document.querySelectorAll('*'))
  for (const type of ['mouseover', 'pointerenter', 'focus', 'focusin', 'toggle', 'error', 'load', 'animationend', 'keydown', 'wheel', 'scroll'])
    element.dispatchEvent(new Event(type, { bubbles: false }))`

/** What stands in the page that is active, or leads somewhere it must not. */
const SUSPECTS = `[...document.querySelectorAll('*')].flatMap((element) => {
  const found = []
  const tag = element.tagName.toLowerCase()
  if (/^(script|iframe|object|embed|form|base|style|math|template|frame|applet|portal)$/.test(tag)) found.push(tag)
  for (const { name, value } of element.attributes) {
    if (/^on|^style$|^srcdoc$|^formaction$/.test(name)) found.push(tag + ' ' + name)
    if (/^(href|src|action|data|poster|xlink:href)$/.test(name)) {
      const url = new URL(value, document.baseURI)
      // our own address, for an app
      const own = /^feed:https?:\\/\\/[\\w.:-]+\\/feeds\\/[\\w.-]+\\.atom$/.test(value)
      if (!own && !/^(https?|mailto):$/.test(url.protocol)) found.push(tag + ' ' + name + '=' + value)
    }
  }
  return found
})`

test.runIf(EVERYTHING && existsSync(CHROMIUM))('R32 the whole list was shown to a browser', () => {
  expect(sampled(STRINGS, 1).length).toBe(STRINGS.length)
})
