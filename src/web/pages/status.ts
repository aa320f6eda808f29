import type { Instant } from '../../model/time.ts'
import type { Health, HealthState } from '../../monitor/health.ts'
import { webAddress } from '../../address/published.ts'
import { anchorOf } from '../../publish/incidents.ts'
import { line } from '../../publish/xml.ts'
import { layout, markup, type Alternate, type Markup } from '../../publish/page/layout.ts'
import { count, fromNow, time } from '../../publish/page/words.ts'

const FORMATS = new Map([
  ['rss', 'RSS'],
  ['rdf', 'RSS 1.0'],
  ['atom', 'Atom'],
  ['json', 'JSON Feed'],
  ['cdf', 'CDF'],
  ['page', 'web page'],
])

/** A watched source and how it is: what /status.json says of it. */
export interface StatusSource extends Health {
  readonly name: string
  readonly url: string
  readonly site?: string | undefined
  readonly format?: string | undefined
  /** Slugs of the feeds that show it. */
  readonly feeds: readonly string[]
}

export interface StatusView {
  readonly now: Instant
  readonly sources: readonly StatusSource[]
  /** The feed of incidents, where there is one. */
  readonly incidents?: Alternate | undefined
  /** What happened lately, newest first. */
  readonly happened?: readonly Happened[] | undefined
  /** Servers that asked to be left alone until then, and how many sources they have. */
  readonly limits?: readonly { readonly host: string; readonly until: string; readonly sources: number }[] | undefined
  /** What is wrong with files of the configuration, a sentence each. */
  readonly mistakes?: readonly string[] | undefined
  /** A warning that the sources come near what the account holds that runs this. */
  readonly account?: string | undefined
  /** Sources whose stories newer rules of dedupe have not looked at yet. */
  readonly unparted?: number
  /** While what was stored before is judged by changed feeds: items that are left, of all. */
  readonly relisting?: { readonly left: number; readonly of: number } | undefined
}

/** An incident as /status.json tells it. */
export interface Happened {
  readonly title: string
  readonly opened: string
  readonly closed?: string | undefined
  readonly sentence: string
}

/** What needs attention comes first. */
const URGENCY: readonly HealthState[] = [
  'failing',
  'gone',
  'blocked',
  'unreached',
  'rate-limited',
  'late',
  'moved',
  'new',
  'quiet',
  'fresh',
]
const NAMES: { readonly [state in HealthState]: string } = {
  failing: 'Failing',
  gone: 'Gone',
  blocked: 'Blocked',
  unreached: 'Not reached',
  'rate-limited': 'Waiting',
  late: 'Late',
  moved: 'Moved',
  quiet: 'Quiet',
  new: 'Not visited yet',
  fresh: 'Well',
}

export function statusPage({
  now,
  sources,
  incidents,
  happened = [],
  relisting,
  unparted = 0,
  mistakes = [],
  account,
  limits = [],
}: StatusView): string {
  const sorted = sources.toSorted((a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) || (a.name < b.name ? -1 : 1))
  return layout({
    root: '.',
    title: 'Status: wirefold',
    current: 'status',
    alternates: incidents ? [incidents] : [],
    body: markup`<header class="front">
<h1>Status</h1>
${verdict(sources, limits.length)}
<p class="meta">As of ${time(now, new Date(now).toISOString().slice(0, 16).replace('T', ' '))} UTC. As data: <a href="./status.json">status.json</a>${
      incidents ? markup`; <a href="${incidents.href}" type="${incidents.type}">incidents as a feed</a>` : ''
    }</p>
${account === undefined ? '' : markup`<p class="concern">${account}</p>\n`}${mistakes.map((mistake) => markup`<p class="concern">${line(mistake)} <span class="meta">Its feed goes on as it was last right.</span></p>\n`)}${relisting && relisting.left > 0 ? markup`<p class="meta">The feeds have changed: of ${count(relisting.of, 'stored item')} ${relisting.left.toLocaleString('en')} are still to be judged by them.</p>\n` : ''}${unparted > 0 ? markup`<p class="meta">Copies are recognised by newer rules: the stories of ${count(unparted, 'source')} are still to be looked at.</p>\n` : ''}${limits.map((limit) => limitLine(limit, now))}</header>
${whatHappened(happened, now)}${
      sources.length === 0
        ? markup`<p class="empty">No source is watched. Name some in a file of <code>feeds/</code>.</p>`
        : markup`<h2 class="part">Sources</h2>
<ul class="sources">
${sorted.map((source) => sourceItem(source, now))}</ul>`
    }`,
  })
}

function limitLine({ host, until, sources }: NonNullable<StatusView['limits']>[number], now: Instant): Markup {
  const at = Date.parse(until)
  const whose = sources === 1 ? 'its source is' : `its ${sources} sources are`
  return markup`<p class="concern">${host} limits how often it is asked: ${whose} asked again ${time(at, fromNow(at, now))}. Nothing is lost, and there is nothing to do.</p>\n`
}

/** So many are seen at once; older ones unfold. What is still open is always seen. */
const HAPPENED_SHOWN = 8

/** Above the sources: who is called here wants to know what changed. */
function whatHappened(happened: readonly Happened[], now: Instant): Markup | '' {
  if (happened.length === 0) return ''
  const isFirst = (incident: Happened) => incident.closed === undefined || happened.indexOf(incident) < HAPPENED_SHOWN
  const [shown, rest] = [happened.filter(isFirst), happened.filter((incident) => !isFirst(incident))]
  const items = (incidents: readonly Happened[]) =>
    markup`<ul class="incidents">\n${incidents.map((incident) => happenedItem(incident, now))}</ul>\n`
  const older = rest.length > 0 ? markup`<details>\n<summary>${count(rest.length, 'older one')}</summary>\n${items(rest)}</details>\n` : ''
  return markup`<section>\n<h2 class="part" id="incidents">What happened</h2>\n${items(shown)}${older}</section>\n`
}

function happenedItem({ title, opened, closed, sentence }: Happened, now: Instant): Markup {
  const at = Date.parse(opened)
  const over =
    closed === undefined || closed === opened ? '' : markup`, until ${time(Date.parse(closed), fromNow(Date.parse(closed), now))}`
  return markup`<li data-state="${closed === undefined ? 'open' : 'over'}"><strong>${line(title)}</strong> <span class="meta">${time(at, fromNow(at, now))}${over}</span>
<p class="sentence">${prose(sentence)}</p></li>
`
}

function verdict(sources: readonly StatusSource[], limits: number): Markup {
  const of = (...states: HealthState[]) => sources.filter(({ state }) => states.includes(state)).length
  const [ill, unreached, well, waiting, late, fresh] = [
    of('failing', 'gone', 'blocked'),
    of('unreached'),
    of('fresh', 'quiet', 'moved'),
    of('rate-limited'),
    of('late'),
    of('new'),
  ]
  const parts = [
    ill > 0 && `${count(ill, 'source')} of ${sources.length} cannot be read`,
    unreached > 0 && `${count(unreached, 'source')} cannot be reached from here`,
    Math.max(waiting, limits) > 0 && `${count(limits || waiting, 'server')} asked us to wait`,
    late > 0 && `${count(late, 'source')} late`,
    fresh > 0 && `${count(fresh, 'source')} not visited yet`,
    well > 0 && (well === sources.length ? `All is well: ${count(well, 'source')}` : `${well} well`),
  ].filter((part) => part !== false)
  const state = ill > 0 || unreached > 0 ? 'failing' : waiting > 0 ? 'rate-limited' : fresh > 0 || sources.length === 0 ? 'new' : 'fresh'
  return markup`<p class="verdict" data-state="${state}">${parts.join('; ') || 'Nothing to watch'}</p>`
}

function sourceItem(source: StatusSource, now: Instant): Markup {
  const { name, site, url, state, sentence, advice, feeds, format, failures } = source
  const address = webAddress(site)
  return markup`<li data-state="${state}" id="${anchorOf(url)}">
<div class="who">
<h2>${address === undefined ? line(name) : markup`<a href="${address}" rel="noopener noreferrer">${line(name)}</a>`}</h2>
<p class="meta">${place(url)}${format ? `, ${FORMATS.get(format) ?? format}` : ''}${feeds.length > 0 ? markup`, in ${feeds.map((slug, i) => markup`${i > 0 ? ', ' : ''}<a href="./feeds/${slug}">${slug}</a>`)}` : ''}</p>
</div>
<p class="state"><span class="badge">${NAMES[state]}</span></p>
${state === 'fresh' ? '' : markup`<p class="sentence">${line(sentence)}${failures > 1 ? ` ${count(failures, 'visit')} in a row failed.` : ''}</p>\n`}${advice === undefined ? '' : adviceLine(advice)}${(source.notes ?? []).map((note) => markup`<p class="note">${line(note).replace(/\.$/, '')}.</p>\n`)}<dl>
${row('Last visit', source.lastVisit, now)}${source.lastSuccess === source.lastVisit ? '' : row('Last read', source.lastSuccess, now)}${row('Failing since', source.failingSince, now)}${state === 'gone' ? '' : row('Next visit', source.nextVisit, now, source.nextReason)}</dl>
</li>
`
}

const adviceLine = (advice: string): Markup =>
  markup`<p class="advice">${advice.startsWith('Nothing to do') ? '' : markup`<b>What to do:</b> `}${prose(advice)}</p>\n`

/** Between backticks stands what is written in a configuration. */
const prose = (text: string): readonly (string | Markup)[] =>
  line(text)
    .split('`')
    .map((part, n) => (n % 2 === 0 ? part : markup`<code>${part}</code>`))

/** Never the query: some addresses carry a key there. */
function place(url: string): string {
  if (!URL.canParse(url)) return 'no address'
  const { protocol, host, pathname } = new URL(url)
  return protocol === 'file:' ? 'a file on this computer' : host + (pathname === '/' ? '' : pathname)
}

function row(label: string, at: string | undefined, now: Instant, reason?: string): Markup | '' {
  if (at === undefined) return ''
  const instant = Date.parse(at)
  const shown = label === 'Next visit' && instant <= now ? 'now due' : fromNow(instant, now)
  return markup`<div><dt>${label}</dt><dd>${time(instant, shown)}${reason ? markup` <span class="meta">(${line(reason).replace(/\.$/, '')})</span>` : ''}</dd></div>\n`
}
