import { GLACIER, HARBOUR, LIBRARY, RICE } from '../acceptance/newsroom.ts'

/** The four publishers that the old database watched, and what they sent at each stage of its life. */

/** Their port on loopback; it stands in the old database. */
export const PORT = 18273
const NAMES = ['courier', 'gazette', 'bulletin', 'post'] as const
type Name = (typeof NAMES)[number]

export const sourceUrl = (name: Name): string => `http://127.0.0.${NAMES.indexOf(name) + 1}:${PORT}/${name}`
export const SOURCES = NAMES.map(sourceUrl)

/** Curated feeds, by slug, as YAML. One holds fewer stories than there are, so that what left it may be deleted. */
export const FEEDS: Readonly<Record<string, string>> = {
  all: `title: All\nlimit: 4\nsources:\n${SOURCES.map((url) => `  - ${url}\n`).join('')}`,
  ice: `title: Ice\nkeep:\n  - text: [glacier]\nsources:\n  - ${sourceUrl('bulletin')}\n  - ${sourceUrl('post')}\n`,
}

interface Entry {
  readonly title: string
  readonly guid: string
  readonly body: readonly string[]
  readonly day: string
}

const entry = (title: string, guid: string, body: readonly string[], day: string): Entry => ({ title, guid, body, day })

const OLD = entry('Lost library found behind a brewery wall', 'library', LIBRARY, 'Fri, 01 Oct 2010 06:00:00 GMT')
const OLDER = entry('A headline that nobody ran but us', 'alone', ['It rained.'], 'Thu, 30 Sep 2010 06:00:00 GMT')
const SHUT = entry('Harbour shuts its inner basin', 'basin', HARBOUR, 'Sun, 09 Jan 2011 06:00:00 GMT')
const CLOSED = entry('Port closed to cargo for six weeks', 'port', HARBOUR, 'Sun, 09 Jan 2011 07:00:00 GMT')
const SLUICE = entry('Storm-hit sluice keeps ships out', 'sluice', HARBOUR, 'Sun, 09 Jan 2011 08:00:00 GMT')
const ICE = entry('Glacier loses forty metres in a year', 'ice', GLACIER, 'Sun, 09 Jan 2011 09:00:00 GMT')
const HUT = entry(
  'No water at the glacier hut',
  'hut',
  ['The warden of the hut on the glacier carries water, as he told us.'],
  'Sun, 09 Jan 2011 06:00:00 GMT',
)
const GRAIN = entry('暑さに強い米', 'rice', RICE, 'Sun, 09 Jan 2011 07:00:00 GMT')
const more = (written: Entry): Entry => ({ ...written, body: [...written.body, 'The mayor will speak on it on Wednesday.'] })
const CORRECTED = {
  ...CLOSED,
  title: 'Port closed to cargo for seven weeks',
  body: [...HARBOUR, 'An earlier version gave another number of weeks.'],
}

/** By stage what each shows; one that is missing answers 500. */
const STAGES: readonly Readonly<Partial<Record<Name, readonly Entry[]>>>[] = [
  { courier: [OLD, OLDER], gazette: [{ ...OLD, guid: 'library-too' }], bulletin: [], post: [] },
  { courier: [SHUT], gazette: [CLOSED], bulletin: [SLUICE, ICE], post: [HUT, GRAIN] },
  { courier: [SHUT], gazette: [CORRECTED], bulletin: [SLUICE, ICE], post: [HUT, GRAIN] },
  { courier: [SHUT], gazette: [CORRECTED], bulletin: [SLUICE, ICE] },
  { courier: [SHUT], gazette: [CORRECTED], bulletin: [more(SLUICE), more(ICE)], post: [more(HUT), GRAIN] },
  { courier: [SHUT, OLD, OLDER], gazette: [CORRECTED, { ...OLD, guid: 'library-too' }], bulletin: [SLUICE, ICE] },
]
/** The stage at which the old version stopped, one with other texts, and one at which publishers show again what was deleted. */
export const [LAST, EDITED, AGAIN] = [3, 4, 5]

/** What stands at an address of a publisher at a stage; undefined for what is broken. */
export function documentAt(stage: number, url: string): string | undefined {
  const name = NAMES.find((known) => sourceUrl(known) === url)
  const entries = name && STAGES[stage]![name]
  if (!entries) return undefined
  const items = entries.map(
    ({ title, guid, body, day }) =>
      `<item><title>${title}</title><link>https://${name}.example/${guid}</link><guid isPermaLink="false">${guid}</guid>` +
      `<pubDate>${day}</pubDate><description>${body.map((line) => `&lt;p&gt;${line}&lt;/p&gt;`).join('')}</description></item>`,
  )
  return `<rss version="2.0"><channel><title>${name}</title><link>https://${name}.example/</link><description/>${items.join('')}</channel></rss>`
}
