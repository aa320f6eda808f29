import { beforeAll, describe, expect, test } from 'vitest'
import { refreshAll } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { answer, at, bench, feedOf, requests, type Bench } from '#bench'
import * as sites from '../page/front-sites.ts'
import { signedIn } from './desk-forms.ts'
import { GLACIER, HARBOUR, LIBRARY } from './newsroom.ts'

const HTML = { headers: { 'content-type': 'text/html; charset=utf-8' } }
const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`).join('\n')
const page = (title: string, body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} - The Quay</title>${head}</head><body><nav><ul><li><a href="/">Home of the quay and its paper</a></li></ul></nav><main>${body}</main><footer>© 2011 The Quay</footer></body></html>`
const article = (title: string, lines: readonly string[], head = '') =>
  page(
    title,
    `<article><h1>${title}</h1><p class="meta"><time datetime="2011-01-13T08:00:00Z">13 January 2011</time></p>${paragraphs(lines)}</article>`,
    head,
  )
const front = (entries: readonly (readonly [path: string, title: string, day: string])[]) =>
  page(
    'News',
    `<h1>News</h1>${entries.map(([path, title, day]) => `<div class="entry"><h2><a href="${path}">${title}</a></h2><span class="day">${day}</span><p>A summary of what is told there in a sentence or two.</p></div>`).join('')}`,
  )
const FIRST = [
  ['/x/1', 'Pilots refuse the night watch', '11 January 2011'],
  ['/x/2', 'New lamps for the old mole', '12 January 2011'],
  ['/x/3', 'The ice plant is moved again', '13 January 2011'],
] as const
const rss = (title: string, items: string) =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://post.example/</link><description/>${items}</channel></rss>`

const titles = async (b: Bench): Promise<string[]> =>
  ((await (await b.get('/api/stories')).json()) as { stories: { title: string }[] }).stories.map(({ title }) => title).toSorted()
const HOUR = 3_600_000

beforeAll(async () => {
  await answer('/robots.txt', 'User-agent: wirefold\nDisallow: /closed/\nDisallow: */secret/\n\nUser-agent: *\nDisallow: /')
})

describe('a page that is an article', () => {
  test('folds with the copy that a feed sends', async () => {
    await answer('/fold/page', article('Inner basin shut for repairs 130111-3.', HARBOUR), HTML)
    await answer(
      '/fold/rss',
      rss(
        'Post',
        `<item><title>Port closes basin for sluice repair</title><link>https://post.example/a</link><description>${HARBOUR.join(' ')}</description></item>`,
      ),
    )
    const b = await bench([feedOf('fold', [{ url: at('/fold/page'), type: 'page' }, at('/fold/rss')])])
    expect((await b.refresh()).map(({ outcome }) => outcome)).toEqual(['updated', 'updated'])
    const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { title: string; copies: { reason: string }[] }[] }
    expect(stories).toMatchObject([{ title: 'Inner basin shut for repairs', copies: [{ reason: 'same-text' }] }])
    // a second visit asks for the page alone: what robots.txt said holds for a day
    b.clock.now += 7 * HOUR
    const asked: string[] = []
    const noted: Newswire = { ...b.wire, fetch: (request, turns) => (asked.push(request.url), b.wire.fetch(request, turns)) }
    await refreshAll(noted, { urls: [at('/fold/page'), at('/fold/rss')] })
    expect(asked.toSorted()).toEqual([at('/fold/page'), at('/fold/rss')])
    expect((await requests('/fold/page')).map(({ headers }) => headers.get('accept'))).toEqual([
      expect.stringMatching(/^text\/html/),
      expect.stringMatching(/^text\/html/),
    ])
  })
})

describe('a page that lists articles', () => {
  test('is read over several visits, and keeps what falls off it', async () => {
    await answer('/list/news', front(FIRST), HTML)
    const b = await bench([feedOf('list', [at('/list/news')])])
    expect(await b.refresh()).toMatchObject([{ outcome: 'updated', items: 3, new: 3 }])
    await answer('/list/news', front([['/x/4', 'A crane falls into the dock', '14 January 2011'], ...FIRST.slice(1)]), HTML)
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ outcome: 'updated', items: 3, new: 1 }])
    expect(await titles(b)).toEqual([
      'A crane falls into the dock',
      'New lamps for the old mole',
      'Pilots refuse the night watch',
      'The ice plant is moved again',
    ])
    const { items } = (await (await b.get('/feeds/list.json')).json()) as { items: { url: string; date_published: string }[] }
    expect(items.map(({ url }) => url)).toContain(at('/x/4'))
  })

  test('is a failed visit when nothing is found in it any more, or something else; earlier items stay', async () => {
    await answer('/built/news', front(FIRST), HTML)
    const b = await bench([feedOf('built', [{ url: at('/built/news'), type: 'page' }])])
    await b.refresh()
    for (const body of [page('News', '<div id="app"></div><script>start()</script>'), article('We have a new look', GLACIER)]) {
      await answer('/built/news', body, HTML)
      b.clock.now += 7 * HOUR
      const [visit] = await b.refresh({ force: true })
      expect(visit).toMatchObject({ outcome: 'failed', problem: { code: 'page-changed', message: expect.stringContaining('kept') } })
    }
    expect(await titles(b)).toHaveLength(3)
    // a build that stays is believed after a day
    for (let visit = 0; visit < 3; visit++) {
      b.clock.now += 13 * HOUR
      await b.refresh({ force: true })
    }
    expect(await titles(b)).toContain('We have a new look')
  })

  test('shows nothing new, and keeps each id, while its markup is rebuilt again and again', async () => {
    const shapes = [sites.hentry, sites.itemList, sites.cards, sites.rows, sites.portal]
    const linked = (html: string, how: (path: string) => string) =>
      html.replace(/href="(\/2024\/[^"]*)"/g, (_, path: string) => `href="${how(path)}"`)
    const addresses: readonly ((path: string) => string)[] = [
      (path) => path,
      (path) => at(path),
      (path) => `${path}?utm_source=front&amp;utm_medium=teaser`,
      (path) => `${path}#comments`,
      (path) => `.${path.replace('/2024', '/../2024')}`,
    ]
    const builds = Array.from({ length: 23 }, (_, n) => linked(shapes[n % 5]!(sites.ENTRIES), addresses[(n + Math.floor(n / 5)) % 5]!))
    await answer('/rebuilt', builds[0]!.replaceAll('https://front.example', at('')), HTML)
    const b = await bench([feedOf('rebuilt', [{ url: at('/rebuilt'), type: 'page' }])])
    expect(await b.refresh()).toMatchObject([{ items: 4, new: 4 }])
    const ids = async () =>
      ((await (await b.get('/api/stories')).json()) as { stories: { id: string }[] }).stories.map(({ id }) => id).toSorted()
    const first = await ids()
    for (const [n, build] of builds.entries()) {
      await answer('/rebuilt', build.replaceAll('https://front.example', at('')), HTML)
      b.clock.now += 7 * HOUR
      const [visit] = await b.refresh({ force: true })
      if (n > 0) expect([n, visit!.outcome, visit!.items, visit!.new]).toEqual([n, expect.stringMatching(/updated|unchanged/), 4, 0])
      expect([n, await ids()]).toEqual([n, first])
    }
  })

  test('is read by the curator’s selectors where it defies reading', async () => {
    const row = (n: number) =>
      `<tr><td>${n}</td><td class="t">Berth ${n}</td><td><a href="/berth/${n}">go</a></td><td class="d">1${n}.01.2011</td></tr>`
    await answer('/select/berths', page('Berths', `<table>${[1, 2, 3].map(row).join('')}</table>`), HTML)
    const select = { item: 'main tr', title: '.t', link: 'a', date: 'td.d' }
    const b = await bench([feedOf('select', [{ url: at('/select/berths'), type: 'page', select }])])
    expect(await b.refresh()).toMatchObject([{ outcome: 'updated', items: 3 }])
    const { items } = (await (await b.get('/feeds/select.json')).json()) as {
      items: { title: string; url: string; date_published: string }[]
    }
    expect(items).toContainEqual(expect.objectContaining({ title: 'Berth 2', url: at('/berth/2'), date_published: '2011-01-12T00:00:00Z' }))
  })
})

describe('robots.txt', () => {
  test('keeps us from a page, and not from a feed', async () => {
    await answer('/closed/page', article('Not for robots', HARBOUR), HTML)
    await answer('/closed/rss', rss('Post', '<item><title>A feed is there to be fetched</title><link>https://post.example/f</link></item>'))
    const b = await bench([feedOf('closed', [{ url: at('/closed/page'), type: 'page' }, at('/closed/rss')])])
    const visits = await b.refresh()
    expect(visits.find(({ source }) => source.endsWith('/page'))).toMatchObject({ outcome: 'failed', problem: { code: 'robots' } })
    expect(await requests('/closed/page')).toEqual([])
    expect(await titles(b)).toEqual(['A feed is there to be fetched'])
  })

  test('keeps us from a feed that only a page named, and from an unasked page', async () => {
    const link = `<link rel="alternate" type="application/rss+xml" href="/offer/secret/rss">`
    await answer('/offer/shut', page('Start', '<p>Nothing to read here.</p>', link), HTML)
    await answer('/offer/secret/rss', rss('Post', '<item><title>Hidden from us</title></item>'))
    const b = await bench([feedOf('shut', [at('/offer/shut')])])
    expect(await b.refresh()).toMatchObject([{ outcome: 'failed', problem: { code: 'not-a-feed' } }])
    expect(await requests('/offer/secret')).toEqual([])
  })
})

describe('a page that offers feeds', () => {
  const link = (type: string, path: string, title: string) =>
    `<link rel="alternate" type="application/${type}" title="${title}" href="${path}">`

  test('is watched by the best of them, under its own name', async () => {
    const links =
      link('rss+xml', '/blog/comments/feed', 'Comments') +
      link('json', '/wp-json/wp/v2/pages/2', 'JSON') +
      link('rss+xml', '/blog/news/feed', 'News')
    await answer('/blog/news', page('News', '<p>Welcome.</p>', links), HTML)
    await answer('/blog/news/feed', rss('The Blog', '<item><title>From the feed</title><link>https://post.example/1</link></item>'), {
      validators: { etag: '"1"' },
    })
    const b = await bench([feedOf('blog', [at('/blog/news')])])
    expect(await b.refresh()).toMatchObject([
      { source: at('/blog/news'), outcome: 'updated', note: expect.stringContaining('/blog/news/feed') },
    ])
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ source: at('/blog/news'), outcome: 'unchanged' }])
    expect((await requests('/blog/')).map(({ path }) => path)).toEqual(['/blog/news', '/blog/news/feed', '/blog/news/feed'])
    expect((await requests('/blog/news/feed')).at(-1)!.headers.get('if-none-match')).toBe('"1"')
    // the feed is gone: the page says what to take instead
    await answer('/blog/news/feed', 'gone', { status: 404 })
    await answer('/blog/news', page('News', '<p>Welcome.</p>', link('atom+xml', '/blog/new.atom', 'News')), HTML)
    await answer(
      '/blog/new.atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Blog</title><id>urn:b</id><entry><id>urn:2</id><title>From its successor</title></entry></feed>',
    )
    for (let visit = 0; visit < 2; visit++) {
      b.clock.now += 48 * HOUR
      await b.refresh({ force: true })
    }
    expect(await titles(b)).toContain('From its successor')
  })

  test('is read itself where the curator insists', async () => {
    await answer('/insist/page', article('Read me', LIBRARY, link('rss+xml', '/insist/rss', 'Feed')), HTML)
    const b = await bench([feedOf('insist', [{ url: at('/insist/page'), type: 'page' }])])
    await b.refresh()
    expect(await titles(b)).toEqual(['Read me'])
    expect(await requests('/insist/rss')).toEqual([])
  })

  test('is no source when a feed was wanted, and a feed that turns into a page is a failure', async () => {
    await answer('/turned/rss', rss('Post', '<item><title>It was a feed</title></item>'))
    const b = await bench([feedOf('turned', [at('/turned/rss'), { url: at('/insist/page'), type: 'feed' }])])
    const first = await b.refresh()
    expect(first.map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'updated'])
    await answer('/turned/rss', article('Our feed has moved', LIBRARY), HTML)
    b.clock.now += 7 * HOUR
    expect(await b.refresh({ urls: [at('/turned/rss')] })).toMatchObject([{ outcome: 'failed', problem: { code: 'not-a-feed' } }])
    expect(await titles(b)).toEqual(['It was a feed'])
  })
})

describe('full text', () => {
  const item = (n: number) =>
    `<item><title>Story number ${n} of the week</title><link>${at(`/full/${n}`)}</link><guid>${n}</guid><description>A teaser of story ${n}.</description></item>`
  const text = (n: number) => GLACIER.map((line) => `${line} It was reading number ${n}.`)
  const contents = async (b: Bench) => {
    const { items } = (await (await b.get('/feeds/full.json')).json()) as { items: { title: string; content_html?: string }[] }
    return items
      .filter(({ content_html: html = '' }) => html.includes('Surveyors who walked'))
      .map(({ title }) => title.replace(/\D/g, ''))
      .toSorted()
  }

  test('is fetched for a few new articles a visit, where it may be', async () => {
    for (let n = 1; n <= 8; n++)
      await answer(
        `/full/${n}`,
        article(`Story number ${n} of the week`, text(n), n === 2 ? '<meta name="robots" content="noarchive">' : ''),
        HTML,
      )
    await answer('/full/rss', rss('Post', [1, 2, 3, 4, 5, 6, 7].map(item).join('')))
    const b = await bench([feedOf('full', [{ url: at('/full/rss'), fullText: true }])])
    expect(await b.refresh()).toMatchObject([{ items: 7, new: 7 }])
    expect(await contents(b)).toEqual(['1', '3', '4', '5'])
    // those that had to wait come at the next visit, although the feed is as it was
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ outcome: 'updated', new: 0 }])
    expect(await contents(b)).toEqual(['1', '3', '4', '5', '6', '7'])
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ outcome: 'unchanged' }])
    await answer('/full/rss', rss('Post', [8, 1, 2, 3, 4, 5, 6, 7].map(item).join('')))
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ items: 8, new: 1 }])
    expect(await contents(b)).toEqual(['1', '3', '4', '5', '6', '7', '8'])
    const asked = (await requests('/full/')).map(({ path }) => path).filter((path) => path !== '/full/rss')
    expect(asked.toSorted()).toEqual(['/full/1', '/full/2', '/full/3', '/full/4', '/full/5', '/full/6', '/full/7', '/full/8'])
  })

  const NOARCHIVE = '<meta name="robots" content="index, noarchive">'
  const everywhere = async (b: Bench): Promise<string> => {
    const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { id: string }[] }
    const cookie = await signedIn(b)
    const paths = ['/', '/feeds/kept', '/feeds/kept.atom', '/feeds/kept.rss', '/feeds/kept.json', '/status', '/api/stories']
    const desk = ['/desk', '/desk?feed=kept', '/desk/log']
    const all = [...paths, ...desk, ...stories.flatMap(({ id }) => [`/stories/${id}`, `/api/stories/${id}`, `/desk/stories/${id}`])]
    const answers = await Promise.all(all.map((path) => b.get(path, { cookie })))
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
    return (await Promise.all(answers.map((one) => one.text()))).join('\n')
  }
  const secret = (n: number) => `${GLACIER.join(' ')} The last word of version ${n} stands here for nobody but the machine.`

  test('that is not to be kept serves for recognising, and stands nowhere', async () => {
    await answer('/kept/page', article('Surveyors walk the glacier once more', [secret(1), ...GLACIER], NOARCHIVE), HTML)
    await answer(
      '/kept/rss',
      rss(
        'Post',
        `<item><title>On the ice with those who measure it</title><link>https://post.example/ice</link><description>${GLACIER.join(' ')}</description></item>`,
      ),
    )
    const sources = [{ url: at('/kept/page'), type: 'page' as const, name: 'Quay' }]
    const b = await bench([feedOf('kept', sources)])
    await b.refresh()
    expect(await titles(b)).toEqual(['Surveyors walk the glacier once more'])
    expect(await everywhere(b)).not.toContain('for nobody but the machine')
    // an excerpt is published
    expect(await everywhere(b)).toContain(GLACIER[0]!.slice(0, 40))
    // nor does what it was before it was edited
    await answer('/kept/page', article('Surveyors walk the glacier once more', [secret(2), ...GLACIER.toReversed()], NOARCHIVE), HTML)
    b.clock.now += 7 * HOUR
    await b.refresh()
    expect(await everywhere(b)).not.toContain('for nobody but the machine')
    expect(await (await b.get('/status.json')).text()).toContain('text withheld: noarchive')
  })

  test('noindex, none and a header ask the same, also of an article that is fetched for its text', async () => {
    const asks = [
      { head: '<meta name="robots" content="noindex">' },
      { head: '<meta name="googlebot" content="none">' },
      { header: 'noarchive' },
    ]
    const put = (version: number) =>
      Promise.all(
        asks.map(({ head, header }, n) =>
          answer(`/robots-kin/${n}`, article(`Ice of the year ${n}`, [GLACIER[0]!, `In ${n}: ${secret(version)}`], head), {
            headers: { ...HTML.headers, ...(header === undefined ? {} : { 'x-robots-tag': header }) },
          }),
        ),
      )
    const items = (words: string) =>
      asks.map(
        (_, n) =>
          `<item><title>Ice of the year ${n}</title><link>${at(`/robots-kin/${n}`)}</link><description>Ice ${n}, ${words}.</description></item>`,
      )
    await put(1)
    await answer('/robots-kin/rss', rss('Post', items('in short').join('')))
    const b = await bench([feedOf('kept', [{ url: at('/robots-kin/rss'), fullText: true }])])
    expect(await b.refresh()).toMatchObject([{ items: 3, new: 3 }])
    expect((await requests('/robots-kin/')).length).toBe(4)
    await put(2)
    await answer('/robots-kin/rss', rss('Post', items('at some length').join('')))
    b.clock.now += 7 * HOUR
    expect(await b.refresh()).toMatchObject([{ outcome: 'updated', new: 0 }])
    const told = await everywhere(b)
    expect(told).not.toContain('for nobody but the machine')
    expect(told).toContain('at some length')
    expect(await (await b.get('/status.json')).text()).toMatch(/text withheld: (?:noindex|none|noarchive)/)
  })

  test('is recognised by the text that is withheld, and published where the curator answers for it', async () => {
    await answer('/told/page', article('Surveyors walk the glacier once more', GLACIER, NOARCHIVE), HTML)
    await answer(
      '/told/rss',
      rss(
        'Post',
        `<item><title>On the ice with those who measure it</title><link>https://post.example/ice</link><description>${GLACIER.join(' ')}</description></item>`,
      ),
    )
    const b = await bench([feedOf('kept', [{ url: at('/told/page'), type: 'page' }, at('/told/rss')])])
    await b.refresh()
    const { stories } = (await (await b.get('/api/stories')).json()) as { stories: { title: string; copies: unknown[] }[] }
    // the copy with a text is shown
    expect(stories).toMatchObject([{ title: 'On the ice with those who measure it', copies: [{ reason: 'same-text' }] }])
    const c = await bench([feedOf('kept', [{ url: at('/told/page'), type: 'page', noarchive: 'ignore' }])])
    await c.refresh()
    expect(await (await c.get('/feeds/kept.json')).text()).toContain(GLACIER.at(-1)!.slice(-40))
  })
})
