import type { Instant } from '../model/time.ts'
import type { SourceRecord } from '../model/source.ts'
import { blamedFor } from '../schedule/failures.ts'
import { shownAddress } from '../address/shown.ts'
import { isOfSource } from './incident.ts'
import { healthOf, type HealthState } from './health.ts'
import type { Incident } from '../model/incident.ts'
import { NONE, type Counts } from '../model/monitor-state.ts'

/** What is measured at one moment. */
export interface Measured {
  readonly sources: readonly SourceRecord[]
  /** Counters of the store's whole life: they survive restarts, and two processes share them. */
  readonly totals: Counts
  /** The newest: whether one that concerns no single source is open. */
  readonly incidents: readonly Incident[]
  readonly now: Instant
  /** Of the process that answers, where the runtime tells it. */
  readonly vitals?: Vitals | undefined
}

/** What a process is like. */
export interface Vitals {
  /** Seconds that the event loop was late, at its 99th percentile and at most, since the last look. */
  readonly loopDelay: number
  readonly loopDelayMost: number
  readonly descriptors: number | undefined
  readonly residentBytes: number
  readonly heapBytes: number
}

interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge'
  readonly help: string
  readonly samples: readonly (readonly [labels: Labels, value: number | undefined])[]
}
type Labels = { readonly [name: string]: string }

/** Prometheus text format 0.0.4: base units, counters end in `_total`, one HELP and TYPE a family. */
export function metrics(measured: Measured): string {
  const families = [...counters(measured.totals), ...summary(measured), ...process(measured.vitals), ...eachSource(measured)]
  return `${families.flatMap(written).join('\n')}\n`
}

const written = ({ name, type, help, samples }: Family): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...samples.flatMap(([labels, value]) => (value === undefined ? [] : [`${name}${labelled(labels)} ${value}`])),
]

const labelled = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** Names as Prometheus's own client libraries give them, where they have one. */
function process(vitals: Vitals | undefined): readonly Family[] {
  if (!vitals) return []
  const gauge = (name: string, help: string, value: number | undefined): Family => ({ name, type: 'gauge', help, samples: [[{}, value]] })
  return [
    gauge(
      'nodejs_eventloop_lag_p99_seconds',
      'How late the event loop was, since the last scrape, at the 99th percentile.',
      vitals.loopDelay,
    ),
    gauge('nodejs_eventloop_lag_max_seconds', 'The same at most.', vitals.loopDelayMost),
    gauge('process_open_fds', 'Open files and sockets.', vitals.descriptors),
    gauge('process_resident_memory_bytes', 'Memory that the process holds.', vitals.residentBytes),
    gauge('nodejs_heap_size_used_bytes', 'Of it, what its objects take.', vitals.heapBytes),
  ]
}

const OUTCOMES = ['updated', 'unchanged', 'failed'] as const

function counters(totals: Counts): readonly Family[] {
  const counter = (name: string, help: string, value: number): Family => ({ name, type: 'counter', help, samples: [[{}, value]] })
  return [
    {
      name: 'wirefold_visits_total',
      type: 'counter',
      help: 'Visits to sources by outcome.',
      samples: OUTCOMES.map((outcome) => [{ outcome }, totals[outcome]]),
    },
    counter('wirefold_visits_not_modified_total', 'Visits that the server answered with 304 and no document.', totals.notModified),
    counter('wirefold_items_read_total', 'Items in the documents that were read, each time they were.', totals.read),
    counter('wirefold_items_new_total', 'Items that were never seen before.', totals.fresh),
    counter('wirefold_fetched_bytes_total', 'Bytes of the documents that were fetched, decoded.', totals.bytes),
  ]
}

const STATES: readonly HealthState[] = ['new', 'fresh', 'quiet', 'late', 'failing', 'rate-limited', 'moved', 'gone', 'blocked', 'unreached']

function summary({ sources, incidents, now }: Measured): readonly Family[] {
  const states = Map.groupBy(sources, (source) => healthOf(source, now).state)
  const open = Map.groupBy(
    [
      ...sources.flatMap(({ state }) => Object.keys(state.monitor?.open ?? {})),
      ...incidents.filter((incident) => !isOfSource(incident) && incident.closed === undefined).map(({ kind }) => kind),
    ],
    (kind) => kind,
  )
  const due = sources.filter(({ dueAt, blockedUntil }) => Math.max(dueAt, blockedUntil) <= now).length
  return [
    {
      name: 'wirefold_sources',
      type: 'gauge',
      help: 'Watched sources by health.',
      samples: STATES.map((state) => [{ state }, states.get(state)?.length ?? 0]),
    },
    { name: 'wirefold_sources_due', type: 'gauge', help: 'Watched sources whose next visit is due.', samples: [[{}, due]] },
    {
      name: 'wirefold_incidents_open',
      type: 'gauge',
      help: 'Incidents that are not over, by kind.',
      samples: [...open].map(([kind, members]) => [{ kind }, members.length]),
    },
  ]
}

const visitsOf = ({ updated, unchanged, failed }: Counts) => updated + unchanged + failed

const seconds = (instant: Instant | undefined) => (instant === undefined ? undefined : instant / 1000)

function eachSource({ sources }: Measured): readonly Family[] {
  const family = (name: string, type: Family['type'], help: string, value: (source: SourceRecord) => number | undefined): Family => ({
    name,
    type,
    help,
    samples: sources.map((source) => [{ source: shownAddress(source.url) }, value(source)]),
  })
  const counts = ({ state }: SourceRecord) => state.monitor?.counts ?? NONE
  return [
    family('wirefold_source_up', 'gauge', 'Whether the last visit to the source worked.', ({ lastVisit, outcome }) =>
      lastVisit === undefined ? undefined : Number(outcome !== 'failed'),
    ),
    family('wirefold_source_failures', 'gauge', 'Failed visits in a row.', blamedFor),
    family('wirefold_source_items', 'gauge', 'Items in the last document that was read.', ({ state }) => state.monitor?.items),
    family('wirefold_source_visits_total', 'counter', 'Visits to the source.', (source) => visitsOf(counts(source))),
    family(
      'wirefold_source_items_new_total',
      'counter',
      'Items of the source that were never seen before.',
      (source) => counts(source).fresh,
    ),
    family('wirefold_source_fetched_bytes_total', 'counter', 'Bytes of its documents, decoded.', (source) => counts(source).bytes),
    family('wirefold_source_last_visit_timestamp_seconds', 'gauge', 'When the source was visited last.', ({ lastVisit }) =>
      seconds(lastVisit),
    ),
    family('wirefold_source_last_success_timestamp_seconds', 'gauge', 'When a visit worked last.', ({ lastSuccess }) =>
      seconds(lastSuccess),
    ),
    family('wirefold_source_next_visit_timestamp_seconds', 'gauge', 'When the source is due next.', ({ dueAt, blockedUntil }) =>
      seconds(Math.max(dueAt, blockedUntil)),
    ),
  ]
}
