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
  if (text.includes('lease_until')) return [{ url: SOURCE, host: 'a.example.org', due_at: 0, failures: 0, problem: null, state: '{}' }]
  return /authority|count\(/.test(text) ? [{ authority: 'a.example.org,2026', count: 0 }] : []
}

/** D1 that keeps nothing. */
const NOWHERE = {
  prepare: (text: string) => ({ bind: () => ({ text, all: async () => ({ results: rowsFor(text) }) }) }),
  batch: async (statements: readonly { readonly text: string }[]) => statements.map(({ text }) => ({ results: rowsFor(text) })),
}

/** As much of a response as a handler touches. */
class Answer {
  readonly headers: Headers
  readonly status: number
  readonly body = null
  constructor(_body?: unknown, { headers, status = 200 }: ResponseInit = {}) {
    this.headers = new Headers(headers)
    this.status = status
  }
}

/** What workerd refuses outside an invocation. */
const STAND_INS = {
  Response: Answer,
  fetch: async () => new Answer(null, { status: 304 }),
  setTimeout: () => 0,
  crypto: { randomUUID: () => 'a', subtle: { digest: async () => new ArrayBuffer(32) } },
  console: { ...console, log: () => {} },
}

/**
 * A minute, a message and some requests, with nothing in them: code is compiled where it first runs, which takes an invocation several times
 * as long as all else in it. What a Worker does as it starts is not counted among the 10 ms of one (docs/deploy.md). Gives what was answered.
 * @param worker one that publishes a feed called `a`
 */
export async function warmUpInvocations<Env>(worker: Called<Env>): Promise<readonly number[]> {
  const env = { DB: NOWHERE, WIREFOLD_URL: ADDRESS, REFRESHES: { sendBatch: async () => {} } } as Env
  const names = Object.keys(STAND_INS) as (keyof typeof STAND_INS)[]
  const real = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const)
  for (const name of names) Object.defineProperty(globalThis, name, { value: STAND_INS[name], configurable: true, writable: true })
  try {
    await worker.scheduled({}, env)
    await worker.queue({ messages: [{ body: { urls: [SOURCE] }, attempts: 1 }] }, env)
    const statuses: number[] = []
    for (const path of PATHS) statuses.push((await worker.fetch(new Request(ADDRESS + path), env)).status)
    return statuses
  } finally {
    for (const [name, descriptor] of real) {
      // what stands in the prototype is covered, not replaced
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
}
