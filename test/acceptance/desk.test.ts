import { describe, expect, test, vi } from 'vitest'
import { TOKEN } from '#bench'
import { DAY } from '../../src/model/time.ts'
import { createApp } from '../../src/web/app.ts'
import { bodyOf, deskWire, once, everyListing, say, stories, storyOf } from './desk-wire.ts'
import { ORIGIN, press, send, signedIn } from './desk-forms.ts'

describe('signing in', () => {
  test('the token once, by form: a cookie that only this host gets back', async () => {
    const b = await deskWire('sign-in')
    const first = await b.get('/desk?feed=books')
    expect([first.status, first.headers.get('location')]).toEqual([303, '/desk/sign-in?back=%2Fdesk%3Ffeed%3Dbooks'])
    const form = await b.get('/desk/sign-in?back=%2Fdesk%3Ffeed%3Dbooks')
    expect(await form.text()).toContain('name="token"')
    const done = await send(b, '/desk/sign-in', { token: TOKEN, back: '/desk?feed=books' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/desk?feed=books'])
    const cookie = done.headers.get('set-cookie')!
    expect(cookie).toMatch(/^__Host-desk=\d+\.[0-9a-f-]{36}\.[0-9a-f]{64}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(cookie).not.toContain(TOKEN)
    const page = await b.get('/desk', { cookie: cookie.split(';', 1)[0]! })
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; connect-src 'self'")
  })

  test('a wrong token, a cookie that was changed or is over, and one of another token open nothing', async () => {
    const b = await deskWire('sign-in-wrong')
    const wrong = await send(b, '/desk/sign-in', { token: 'no' })
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null])
    const cookie = await signedIn(b)
    const [, expiry, rest] = /=(\d+)\.(.*)$/.exec(cookie)!
    for (const bad of [`__Host-desk=${Number(expiry) - 1}.${rest}`, cookie.replace('__Host-desk', 'desk'), `${cookie}0`, '__Host-desk='])
      expect((await b.get('/desk', { cookie: bad })).status).toBe(303)
    b.clock.now += 31 * DAY
    expect((await b.get('/desk', { cookie })).status).toBe(303)
  })

  const returning = once(() => deskWire('sign-in-back'))
  test.each([
    '//evil.example',
    'https://evil.example/desk',
    '/desk//evil.example',
    '/desk\\evil',
    '/deskx',
    '/status',
    '/desk?x=\r\nset-cookie: a=b',
  ])('leads never to %j', async (back) => {
    const b = await returning()
    expect((await send(b, '/desk/sign-in', { token: TOKEN, back })).headers.get('location')).toBe('/desk')
  })

  test('after five wrong tokens each answer waits; the right one does not', async () => {
    const b = await deskWire('sign-in-slow')
    const waits: number[] = []
    const clock = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((done: () => void, wait: number) => {
      if (wait === 1000) waits.push(wait)
      done()
    }) as typeof setTimeout)
    for (let n = 0; n < 7; n++) expect((await send(b, '/desk/sign-in', { token: `wrong ${n}` })).status).toBe(401)
    expect(waits).toEqual([1000, 1000])
    expect((await send(b, '/desk/sign-in', { token: TOKEN })).status).toBe(303)
    clock.mockRestore()
    expect(waits).toHaveLength(2)
  })

  test('signing out ends it in this browser', async () => {
    const b = await deskWire('sign-out')
    const cookie = await signedIn(b)
    const done = await send(b, '/desk/sign-out', {}, { cookie })
    expect(done.headers.get('set-cookie')).toMatch(/^__Host-desk=; Max-Age=0/)
  })
})

test('below a path the cookie counts there alone, and every way back leads there', async () => {
  const b = await deskWire('below')
  const masthead = { ...b.wire.masthead, base: 'https://example.org/news' }
  const app = createApp({ ...b.wire, masthead, renderNow: async () => new Map(), startRun: async () => {} }, (error) =>
    b.errors.push(error),
  )
  const headers = { origin: 'https://example.org' }
  const ask = (path: string, init: RequestInit = {}) => app.fetch(new Request(`http://127.0.0.1:8787${path}`, init))
  expect((await ask('/desk')).headers.get('location')).toBe('/news/desk/sign-in?back=%2Fdesk')
  const body = new URLSearchParams({ token: TOKEN, back: '/desk/log' })
  const done = await ask('/desk/sign-in', { method: 'POST', headers, body })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/news/desk/log'])
  expect(done.headers.get('set-cookie')).toMatch(/^__Secure-desk=[^;]+; Max-Age=2592000; Path=\/news; HttpOnly; Secure; SameSite=Strict$/)
  const cookie = done.headers.get('set-cookie')!.split(';', 1)[0]!
  const act = new URLSearchParams({ act: 'hide', story: await storyOf(b, 'Glacier shrinks'), back: '/desk?feed=all' })
  const acted = await ask('/desk/acts', { method: 'POST', headers: { ...headers, cookie }, body: act })
  expect([acted.status, acted.headers.get('location')]).toEqual([303, '/news/desk?feed=all&done=1'])
})

describe('every act by form', () => {
  const list = '/desk?feed=all&tab=published'
  test.each([
    ['Pin', 'Library in a brewery', {}, 'Library in a brewery'],
    ['Hide', 'Glacier shrinks', {}, undefined],
    ['Rename', 'Glacier shrinks', { value: 'Forty metres lost' }, 'Forty metres lost'],
    ['Note', 'Glacier shrinks', { value: 'A correction.' }, 'A correction.'],
    ['Withdraw', 'Glacier shrinks', { why: 'Another glacier.' }, 'Withdrawn: Glacier shrinks'],
  ])('%s', async (label, title, more, published) => {
    const b = await deskWire(`form-${label}`)
    const before = await everyListing(b)
    const cookie = await signedIn(b)
    const story = await storyOf(b, title)
    const done = await press(b, cookie, list, label, { story, feed: 'all', ...more })
    expect(done.status).toBe(303)
    const back = done.headers.get('location')!
    expect(back).toMatch(/^\/desk\?feed=all&tab=published&done=\d+$/)
    const after = await bodyOf(b, '/feeds/all.atom')
    expect(after).not.toBe(before['/feeds/all.atom'])
    if (published !== undefined) expect(after).toContain(published)
    // the page that it leads to says what was done, with the way back
    expect(await (await b.get(back, { cookie })).text()).toContain('Done: ')
    expect((await press(b, cookie, back, 'Undo')).status).toBe(303)
    expect((await stories(b)).map(({ title: called }) => called)).toContain(title)
  })

  test('Put together, of two that are ticked; Take apart and Show this copy, of a story', async () => {
    const b = await deskWire('form-stories')
    const cookie = await signedIn(b)
    const [port, glacier] = [await storyOf(b, 'Port closes basin'), await storyOf(b, 'Glacier shrinks')]
    const ticked = new URLSearchParams([
      ['act', 'merge'],
      ['story', glacier],
      ['story', port],
      ['back', list],
      ['seen', '0'],
    ])
    expect((await send(b, '/desk/acts', ticked, { cookie })).status).toBe(303)
    expect((await stories(b)).length).toBe(2)
    const page = `/desk/stories/${(await stories(b)).find(({ copies }) => copies.length > 0)!.id}`
    expect((await press(b, cookie, page, 'Show this copy')).status).toBe(303)
    expect((await press(b, cookie, page, 'Take apart')).status).toBe(303)
    expect((await stories(b)).length).toBe(3)
    expect(await (await b.get('/desk/log', { cookie })).text()).toMatch(/took a copy apart[^]*chose the copy[^]*put together/)
    const one = new URLSearchParams([
      ['act', 'merge'],
      ['story', port],
      ['back', list],
    ])
    expect((await send(b, '/desk/acts', one, { cookie })).status).toBe(400)
  })

  test('with the script’s Accept one row comes back, and sentences where nothing was done', async () => {
    const b = await deskWire('form-row')
    const cookie = await signedIn(b)
    const story = await storyOf(b, 'Glacier shrinks')
    const script = { accept: 'text/fragment+html' }
    const done = await press(b, cookie, list, 'Hide', { story, feed: 'all' }, script)
    expect(done.status).toBe(200)
    const row = await done.text()
    expect(row).toMatch(
      new RegExp(`^<li class="row" id="e-${story}" data-row data-state="hidden" data-said="Done: editor hid the story in all.">`),
    )
    expect(row.match(/<li class="row"/g)).toHaveLength(1)
    expect(row).toContain('Show again')
    const refused = await send(b, '/desk/acts', { act: 'hide', story, feed: 'all', seen: '0', back: list }, { cookie, ...script })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'ruled', act: { act: 'hide' } })
  })

  test('who hides a story in one feed is told which others show it', async () => {
    const b = await deskWire('form-elsewhere')
    const cookie = await signedIn(b)
    const story = await storyOf(b, 'Library in a brewery')
    const hide = { act: 'hide', story, back: list, feed: 'all', tab: 'all' }
    const row = await (await send(b, '/desk/acts', hide, { cookie, accept: 'text/fragment+html' })).text()
    expect(row).toContain('data-said="Done: editor hid the story in all. It still stands in Feed books."')
    const back = (await send(b, '/desk/acts', { ...hide, feed: 'books' }, { cookie })).headers.get('location')!
    expect(await (await b.get(back, { cookie })).text()).toContain('>Done: editor hid the story in books.<')
  })

  test('the tabs show each story where it is', async () => {
    const b = await deskWire('tabs', { drop: [{ title: [{ kind: 'phrase', phrase: 'library' }] }] })
    const cookie = await signedIn(b)
    await say(b, { act: 'hide', story: await storyOf(b, 'Glacier shrinks') })
    const titles = async (tab: string) =>
      [...(await (await b.get(`/desk?feed=all&tab=${tab}`, { cookie })).text()).matchAll(/<h2 dir="auto"><a[^>]*><bdi>([^<]*)/g)].map(
        ([, title]) => title,
      )
    expect(await titles('published')).toEqual(['Port closes basin'])
    expect(await titles('held')).toEqual(['Library in a brewery'])
    expect(await titles('hidden')).toEqual(['Glacier shrinks'])
    expect(new Set(await titles('all'))).toEqual(new Set(['Glacier shrinks', 'Library in a brewery', 'Port closes basin']))
    expect((await b.get('/desk?feed=all&tab=doubtful', { cookie })).status).toBe(200)
    expect(await (await b.get('/desk?feed=all&tab=all&q=glacier', { cookie })).text()).not.toContain('Port closes basin')
    expect((await b.get('/desk?feed=nowhere', { cookie })).status).toBe(404)
  })
})

describe('what another site sends', () => {
  const cases: readonly (readonly [string, Record<string, string>, number])[] = [
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['the same name without TLS', { origin: 'http://news.example.org' }, 403],
    ['Origin: null', { origin: 'null' }, 403],
    ['no Origin', { origin: '' }, 403],
    ['cross-site by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site by Sec-Fetch-Site', { 'sec-fetch-site': 'same-site' }, 403],
    ['text/plain', { 'content-type': 'text/plain' }, 415],
    ['JSON', { 'content-type': 'application/json' }, 415],
    ['no cookie', { cookie: '' }, 401],
    ['the token as Bearer', { cookie: '', authorization: `Bearer ${TOKEN}` }, 401],
  ]
  // nothing changes in it, so one serves all
  const asking = once(() => deskWire('cross-site'))
  test.each(cases)('%s: nothing changes', async (name, headers, status) => {
    const b = await asking()
    const cookie = await signedIn(b)
    const before = await everyListing(b)
    const story = await storyOf(b, 'Glacier shrinks')
    const given = Object.fromEntries(Object.entries({ origin: ORIGIN, cookie, ...headers }).filter(([, value]) => value !== ''))
    const fields = new URLSearchParams({ act: 'hide', story, back: '/desk' }).toString()
    const response = await b.post('/desk/acts', fields, { 'content-type': 'application/x-www-form-urlencoded', ...given })
    expect([name, response.status]).toEqual([name, status])
    expect(await everyListing(b)).toEqual(before)
    expect(await b.wire.store.actsSince(0, 9)).toEqual([])
  })

  test('behind a proxy that speaks TLS the form of our own page counts', async () => {
    const b = await deskWire('proxied')
    const cookie = await signedIn(b)
    const story = await storyOf(b, 'Glacier shrinks')
    const done = await send(
      b,
      '/desk/acts',
      { act: 'hide', story, back: '/desk' },
      { cookie, 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' },
    )
    expect(done.status).toBe(303)
  })
})

describe('the trail as a feed', () => {
  test('by HTTP Basic with the token as password', async () => {
    const b = await deskWire('trail-feed')
    await say(b, { act: 'rename', story: await storyOf(b, 'Glacier shrinks'), value: 'A <b>title</b> & more' })
    const none = await b.get('/desk/log.atom')
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="wirefold", charset="UTF-8"'])
    expect((await b.get('/desk/log.atom', { authorization: `Basic ${btoa('ann:wrong')}` })).status).toBe(401)
    expect((await b.get('/desk', { authorization: `Basic ${btoa(`ann:${TOKEN}`)}` })).status).toBe(303)
    const feed = await b.get('/desk/log.atom', { authorization: `Basic ${btoa(`ann:${TOKEN}`)}` })
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
    expect(feed.headers.get('cache-control')).toBe('private, no-store')
    const text = await feed.text()
    expect(text).toContain('editor renamed “Glacier shrinks”: “A &#x3C;b>title'.replace('b>', 'b&#x3E;'))
    expect(text).not.toContain(TOKEN)
  })
})

describe('rules tried', () => {
  test('how many stories stay, which pattern did it, the lines to paste; nothing is stored', async () => {
    const b = await deskWire('rules')
    const cookie = await signedIn(b)
    const before = await everyListing(b)
    const rules = 'keep:\n  - title: [glacier, /library/i]\ndrop:\n  - text: [songbook]\n'
    const page = await (await send(b, '/desk/rules', { feed: 'all', rules }, { cookie })).text()
    expect(page).toContain('1 of 3 stories stay')
    expect(page).toContain('keep, title: glacier')
    expect(page).toContain('drop, text: songbook')
    expect(page).toContain('no keep matches')
    expect(page).toMatch(/<pre class="paste"[^>]*><code>keep:\n/)
    expect(await everyListing(b)).toEqual(before)
    const wrong = await (await send(b, '/desk/rules', { feed: 'all', rules: 'keep:\n  - titel: [x]\n' }, { cookie })).text()
    expect(wrong).toContain('Line 2: ')
    expect(await (await b.get('/desk/rules?feed=books', { cookie })).text()).toContain('Try rules')
  })
})

test('two editors with names: each stands in the trail under their own, and a new token signs out', async () => {
  const b = await deskWire('names')
  const tokens = { ann: 'a'.repeat(20), ben: 'b'.repeat(20) }
  const site = (token: string | undefined) =>
    createApp({ ...b.wire, token: token!, renderNow: async () => new Map(), startRun: async () => {} }, (error) => b.errors.push(error))
  const app = site(`ann:${tokens.ann} ben:${tokens.ben}`)
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    app.fetch(
      new Request(ORIGIN + path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: ORIGIN, ...(cookie ? { cookie } : {}) },
      }),
    )
  const story = await storyOf(b, 'Glacier shrinks')
  for (const [name, token] of Object.entries(tokens)) {
    const cookie = (await post('/desk/sign-in', { token })).headers.get('set-cookie')!.split(';', 1)[0]!
    expect((await post('/desk/acts', { act: 'note', story, value: name }, cookie)).status).toBe(303)
    const page = (of: ReturnType<typeof site>) => of.fetch(new Request(`${ORIGIN}/desk`, { headers: { cookie } }))
    expect([(await page(app)).status, (await page(site(`${name}:${'c'.repeat(20)}`))).status]).toEqual([200, 303])
    // the same token under another name is another editor
    expect((await page(site(`eve:${token}`))).status).toBe(303)
    expect((await page(site(undefined))).status).toBe(403)
  }
  expect((await b.wire.store.actsSince(0, 9)).map(({ by, value }) => [by, value])).toEqual([
    ['ann', 'ann'],
    ['ben', 'ben'],
  ])
  expect((await post('/desk/sign-in', { token: `ann:${tokens.ann}` })).status).toBe(401)
})
