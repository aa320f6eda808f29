/**
 * What pages of 2 MB cost that were made to cost, as CPU time of this process: `node bench/hostile.ts`.
 * The bound is 300 ms each; the budget in steps that holds it is in src/page/steps.ts.
 */
import { HOSTILE } from '../test/page/hostile-pages.ts'
import { identify } from '../src/normalize/identity.ts'
import { normalizeItem } from '../src/normalize/normalize.ts'
import { readDocument } from '../src/page/document.ts'

const BOUND = 300
const url = 'https://site.example/2024/story'

function read(html: string): string {
  const document = { url, headers: { 'content-type': 'text/html' }, bytes: new TextEncoder().encode(html) }
  const parsed = readDocument(document, { insist: true })
  if (!parsed.ok) return parsed.problem.code
  const { feed } = parsed
  const items = identify(feed).map((entry) => normalizeItem(entry, { source: url, document, feed }))
  return `${items.length} item${items.length === 1 ? '' : 's'}`
}

let over = 0
for (const [name, body] of [['an empty page', ''] as const, ...HOSTILE]) {
  const html = `<!doctype html><html>${body}`
  const before = process.cpuUsage()
  const found = read(html)
  const { user, system } = process.cpuUsage(before)
  const spent = (user + system) / 1000
  if (spent > BOUND) over++
  console.log(`${name.padEnd(48)}${spent.toFixed(0).padStart(7)} ms  ${found}${spent > BOUND ? '  over the bound' : ''}`)
}
console.log(`${HOSTILE.length} shapes, ${over} over ${BOUND} ms`)
process.exitCode = over > 0 ? 1 : 0
