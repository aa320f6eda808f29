import { describe, expect, test } from 'vitest'
import { answer, at, bench, feedOf, type Bench } from '#bench'
import { HOUR } from '../../src/model/time.ts'

const item = (name: string) =>
  `<item><title>Weather for ${name}</title><guid isPermaLink="false">${name}</guid><description>Clouds over ${name} until noon.</description></item>`
const rss = (...names: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Weather office</title><link>https://weather.example/</link>${names.map(item).join('')}</channel></rss>`
const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Weather</title><id>urn:w</id><updated>2030-01-01T00:00:00Z</updated><entry><id>urn:1</id><title>Hail in the hills</title><content type="html">It fell for an hour`
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'W',
  items: [{ id: '1', content_text: 'Fog on the coast' }],
})
const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>W</title></channel><item rdf:about="urn:a"><title>Frost`

const visit = async (b: Bench, path: string) => (await b.refresh({ force: true, urls: [at(path)] }))[0]!
const health = async (b: Bench) =>
  ((await (await b.get('/status.json')).json()) as { sources: { state: string; sentence: string }[] }).sources[0]!

describe('P50 a document that ends inside its first item', () => {
  test.each([
    ['RSS, in the title', rss('the valley').slice(0, rss('the valley').indexOf('the valley'))],
    ['RSS, in the text', rss('the valley').slice(0, rss('the valley').indexOf('until noon'))],
    ['RSS, before any item', rss('x').slice(0, rss('x').indexOf('<item>'))],
    ['Atom', atom],
    ['RSS 1.0', rdf],
    ['JSON Feed', json.slice(0, json.indexOf('coast'))],
  ])('%s: is a failed visit, told, and read when it is whole', async (name, cut) => {
    const path = `/cut/${encodeURIComponent(name)}`
    await answer(path, cut, { validators: { etag: '"cut"' } })
    const b = await bench([feedOf('weather', [at(path)])])
    const told = await visit(b, path)
    expect(told).toMatchObject({
      outcome: 'failed',
      items: 0,
      problem: { message: expect.stringMatching(/ends before|neither XML nor JSON/) },
    })
    expect(await health(b)).toMatchObject({ state: 'failing' })
    await answer(path, rss('the valley', 'the coast'), { validators: { etag: '"cut"' } })
    b.clock.now += HOUR
    expect(await visit(b, path)).toMatchObject({ outcome: 'updated', new: 2 })
    expect(await health(b)).toMatchObject({ state: 'fresh' })
  })

  test('what was there stays, and the incident says why', async () => {
    await answer('/cut/later', rss('the valley', 'the coast'))
    const b = await bench([feedOf('weather', [at('/cut/later')])])
    await visit(b, '/cut/later')
    for (const broken of [rss('the moor').slice(0, 200), rss(), rss('the moor').slice(0, 200)]) {
      await answer('/cut/later', broken)
      b.clock.now += 26 * HOUR
      expect(await visit(b, '/cut/later')).toMatchObject({ outcome: 'failed' })
    }
    expect(await (await b.get('/feeds/weather.atom')).text()).toContain('Weather for the coast')
    expect(await (await b.get('/status.atom')).text()).toMatch(/could not be read at/)
  })

  test('one that is whole and has no items is well as long as it never had any', async () => {
    await answer('/cut/none', rss())
    const b = await bench([feedOf('weather', [at('/cut/none')])])
    expect(await visit(b, '/cut/none')).toMatchObject({ outcome: 'unchanged' })
    expect(await health(b)).toMatchObject({ state: 'fresh' })
  })
})
