/**
 * CPU of documents that were made to cost, stage by stage, beside an ordinary feed of the same size: `node bench/documents.ts [NAME]`.
 * Everything that a refresh does with a document before it is stored is run: parse, identify, normalize, decide.
 */
import { decide } from '../src/dedupe/decide.ts'
import { identify } from '../src/normalize/identity.ts'
import { normalizeItem } from '../src/normalize/normalize.ts'
import { readDocument } from '../src/page/document.ts'
import { SHAPES } from './shapes.ts'

/** Milliseconds that a document may cost, as the field's rows have it for pages; an ordinary feed of this size costs as much. */
const MOST = 300
const url = 'https://feeds.example/a.xml'
const NOW = Date.UTC(2026, 6, 15)

const NOTHING_STORED = {
  known: [],
  own: [],
  candidates: new Map(),
  roots: new Map(),
  rulings: { pins: new Map(), aliases: new Map(), tombstones: [] },
  taken: new Set<string>(),
} as const

function clocked<T>(work: () => T): readonly [result: T, ms: number] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1000]
}

function measure(text: string): readonly number[] {
  const document = { url, headers: {}, bytes: new TextEncoder().encode(text) }
  const [parsed, parsing] = clocked(() => readDocument(document, { feedsOnly: true }))
  if (!parsed.ok) return [parsing, 0, 0, 0]
  const { feed } = parsed
  const [entries, identifying] = clocked(() => identify(feed))
  const [arrivals, normalizing] = clocked(() => entries.map((entry) => normalizeItem(entry, { source: url, document, feed })))
  const [, deciding] = clocked(() => decide({ ...NOTHING_STORED, arrivals, present: new Set(entries.map(({ key }) => key)), now: NOW }))
  return [parsing, identifying, normalizing, deciding]
}

const only = process.argv[2]
const shapes = SHAPES.filter(([name]) => !only || name.includes(only))
measure(shapes[0]![1]().slice(0, 50_000))
console.log(`${'milliseconds of CPU'.padEnd(50)}parse  identify  normalize  decide    all`)
let over = 0
for (const [name, document] of shapes) {
  const stages = measure(document())
  const all = stages.reduce((sum, ms) => sum + ms, 0)
  if (all > MOST) over++
  const [parsing = 0, identifying = 0, normalizing = 0, deciding = 0] = stages.map(Math.round)
  console.log(
    `${name.padEnd(48)}${String(parsing).padStart(7)}${String(identifying).padStart(10)}${String(normalizing).padStart(11)}${String(deciding).padStart(8)}${String(Math.round(all)).padStart(7)}${all > MOST ? '  *' : ''}`,
  )
}
console.log(`\n${shapes.length} shapes, ${over} above ${MOST} ms`)
