import { warmUpDocument } from '../newswire/warm-up-visit.ts'

/** What a Worker is called for. */
interface Called<Env> {
  fetch(request: Request, env: Env): Promise<Response>
  scheduled(event: unknown, env: Env): Promise<void>
  queue(batch: { readonly messages: readonly object[] }, env: Env): Promise<void>
}

const ADDRESS = 'https://a.example.org'
const SOURCE = `${ADDRESS}/feed`
/** A feed that is not written yet, pages, and data. */
const PATHS = ['/feeds/a.atom', '/feeds/a', '/', '/status', '/stories/a', '/api/stories']

/** A source that is due, wherever leases are asked for; of all else what is there from the first start on, and what counts where nothing is. */
function rowsFor(text: string): readonly object[] {
  if (text.includes('lease_until'))
    return [{ url: SOURCE, host: 'a.example.org', due_at: 0, failures: 0, etag: 'a', problem: null, state: '{}' }]
  return /authority|AS count|AS ledger/.test(text) ? [{ authority: 'a.example.org,2026', count: 0, ledger: 0, row: 0, key: null }] : []
}

/** D1 that keeps nothing. */
const NOWHERE = {
  prepare: (text: string) => ({ bind: () => ({ text, all: async () => ({ results: rowsFor(text) }) }) }),
  batch: async (statements: readonly { readonly text: string }[]) => statements.map(({ text }) => ({ results: rowsFor(text) })),
}

/** As much of a response as is touched. */
class Answer {
  readonly headers: Headers
  readonly status: number
  readonly body: object | null
  constructor(body?: unknown, { headers, status = 200 }: ResponseInit = {}) {
    this.headers = new Headers(headers)
    this.status = status
    this.body = body instanceof Uint8Array ? streamOf([body]) : null
  }
}

const streamOf = (chunks: Uint8Array[]) => ({
  getReader: () => ({
    async read() {
      const value = chunks.shift()
      return { value, done: value === undefined }
    },
    cancel: async () => {},
  }),
})

/** As long as a feed is, blanks for the most part: what looks at each byte of one is compiled for that. */
const LENGTH = 48_000
/** Documents with news, before one that has none. */
const DOCUMENTS = 2

/** What workerd refuses outside an invocation. */
function standIns(log: (line: string) => void) {
  let asked = 0
  return {
    Response: Answer,
    fetch: async () =>
      asked++ < DOCUMENTS
        ? new Answer(new TextEncoder().encode(warmUpDocument(100 + asked).padEnd(LENGTH)))
        : new Answer(null, { status: 304 }),
    setTimeout: () => 0,
    crypto: { randomUUID: () => 'a', subtle: { digest: async () => new ArrayBuffer(32) } },
    console: { ...console, log },
  }
}

/**
 * A minute, messages and some requests, with next to nothing in them: code is compiled where it first runs, which takes an invocation several times
 * as long as all else in it. What a Worker does as it starts is not counted among the 10 ms of one (docs/deploy.md). Gives what was logged and answered.
 * @param worker one that publishes a feed called `a`
 */
export async function warmUpInvocations<Env>(worker: Called<Env>): Promise<readonly string[]> {
  const env = { DB: NOWHERE, WIREFOLD_URL: ADDRESS, REFRESHES: { sendBatch: async () => {} } } as Env
  const told: string[] = []
  const real = Object.entries(standIns((line) => told.push(line))).map(([name, value]) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
    return [name, descriptor] as const
  })
  try {
    await worker.scheduled({}, env)
    for (let n = 0; n <= DOCUMENTS; n++) await worker.queue({ messages: [{ body: { urls: [SOURCE] }, attempts: 1 }] }, env)
    for (const path of PATHS) told.push(`${path} ${(await worker.fetch(new Request(ADDRESS + path), env)).status}`)
    return told
  } finally {
    for (const [name, descriptor] of real) {
      // what stands in the prototype is covered, not replaced
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}
