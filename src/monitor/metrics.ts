import type { Instant } from '../model.ts'
import type { SourceRecord } from '../store/store.ts'
import { healthOf } from './health.ts'

interface Family {
  readonly name: string
  readonly help: string
  readonly value: (source: SourceRecord) => number | undefined
}

const seconds = (instant: Instant | undefined) => (instant === undefined ? undefined : instant / 1000)

/** Prometheus text format 0.0.4; gauges only, for counters of one process would lie after a restart. */
export function metrics(sources: readonly SourceRecord[], now: Instant): string {
  const families: Family[] = [
    {
      name: 'wirefold_source_up',
      help: 'Whether the last visit to the source worked.',
      value: (source) => (source.lastVisit === undefined ? undefined : Number(source.failingSince === undefined)),
    },
    { name: 'wirefold_source_failures', help: 'Failed visits in a row.', value: ({ failures }) => failures },
    {
      name: 'wirefold_source_last_visit_timestamp_seconds',
      help: 'When the source was visited last.',
      value: ({ lastVisit }) => seconds(lastVisit),
    },
    {
      name: 'wirefold_source_last_success_timestamp_seconds',
      help: 'When a visit worked last.',
      value: ({ lastSuccess }) => seconds(lastSuccess),
    },
    {
      name: 'wirefold_source_next_visit_timestamp_seconds',
      help: 'When the source is due next.',
      value: ({ dueAt, blockedUntil }) => seconds(Math.max(dueAt, blockedUntil)),
    },
  ]
  const states = Map.groupBy(sources, (source) => healthOf(source, now).state)
  return [
    ...families.flatMap(({ name, help, value }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...sources.flatMap((source) => line(name, source, value(source))),
    ]),
    '# HELP wirefold_sources Watched sources by health.',
    '# TYPE wirefold_sources gauge',
    ...[...states].map(([state, members]) => `wirefold_sources{state="${state}"} ${members.length}`),
    '',
  ].join('\n')
}

const line = (name: string, { url }: SourceRecord, value: number | undefined) =>
  value === undefined ? [] : [`${name}{source="${label(url)}"} ${value}`]
const label = (text: string) => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
