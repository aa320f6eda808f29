import { describe, expect, test } from 'vitest'
import { settings } from '../src/config/settings.ts'
import { fetchSource } from '../src/fetch/fetch.ts'
import { READER } from '../src/model/reader.ts'
import { HOUR } from '../src/model/time.ts'
import { nodeFetch } from '../src/node/sockets.ts'
import { sql } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { answer, at, benchOn, feedOf, requests } from './bench/bench.ts'

const { allowPrivate, identity } = settings({ WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' })
const fetch = nodeFetch(allowPrivate)

const BODY = 'Pilots bring no ship to the outer quay at night until the new lights stand, the harbour board decided on Monday.'
const DOCUMENT = `<rss version="2.0"><channel><title>Quay</title>
<item><guid>1</guid><link>https://quay.example/1</link><title>Why &lt;select&gt; sinks</title><description>${BODY}</description>
<pubDate>Thu, 13 Jan 2011 08:00:00 GMT</pubDate></item></channel></rss>`

const sent = async () => (await requests('/reread/')).map(({ headers }) => headers.get('if-none-match'))

// told in order: each test goes on from where the one before left
describe('a reader that gets better, visit after visit', { shuffle: false }, () => {
  test('raising the version of the reader reads again what is shown, and nobody sees an edit', async () => {
    await answer('/reread/a', DOCUMENT, { validators: { etag: '"1"' } })
    const database = await openSqlite(':memory:')
    await database.migrate()
    const open = benchOn({
      openDatabase: async () => database,
      fetch: (request) => fetchSource(request, { fetch, allowPrivate, identity }),
    })
    const b = await open([feedOf('reread', [at('/reread/a')])])
    await b.refresh({ force: true })
    const fresh = await (await b.get('/feeds/reread.json')).text()

    // as a poorer reader left it, of another version
    await database.batch([
      sql(`UPDATE items SET hash = 'old', title = 'Why', text = 'Pilots.', published = NULL`),
      sql(`UPDATE sources SET body_hash = ? || substr(body_hash, 2)`, String(READER - 1)),
    ])
    b.clock.now += 2 * HOUR
    await b.refresh({ force: true })
    const [item] = JSON.parse(await (await b.get('/feeds/reread.json')).text()).items
    const [before] = JSON.parse(fresh).items
    expect(item.title).toBe('Why <select> sinks')
    expect(item.content_html).toBe(before.content_html)
    expect([item.id, item.date_modified]).toEqual([before.id, before.date_modified])
    const { items } = (await (await b.get(`/api/stories/${item._wirefold.story}`)).json()) as { items: { versions: unknown[] }[] }
    expect(items[0]!.versions).toEqual([])

    // once: then the server is asked again whether anything changed
    b.clock.now += 2 * HOUR
    await b.refresh({ force: true })
    expect(await sent()).toEqual([undefined, undefined, '"1"'])
  })

  test('what a publisher changes afterwards is an edit as ever', async () => {
    await answer('/reread/b', DOCUMENT)
    const b = await benchOn({
      async openDatabase() {
        const database = await openSqlite(':memory:')
        await database.migrate()
        return database
      },
      fetch: (request) => fetchSource(request, { fetch, allowPrivate, identity }),
    })([feedOf('edited', [at('/reread/b')])])
    await b.refresh({ force: true })
    await answer('/reread/b', DOCUMENT.replace('sinks', 'floats'))
    b.clock.now += 2 * HOUR
    await b.refresh({ force: true })
    const [item] = JSON.parse(await (await b.get('/feeds/edited.json')).text()).items
    expect(Date.parse(item.date_modified)).toBe(b.clock.now)
  })
})
