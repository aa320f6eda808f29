/** What a Worker is called for. */
interface Called<Env> {
  fetch(request: Request, env: Env): Promise<Response>
  scheduled(event: unknown, env: Env): Promise<void>
}

/** What is there from the first start on, and what counts where there is nothing. */
const nothingFrom = (text: string): readonly object[] =>
  /authority|count\(/.test(text) ? [{ authority: 'a.example.org,2026', count: 0 }] : []

/** D1 that holds nothing and keeps nothing. */
const NOWHERE = {
  prepare: (text: string) => ({ bind: () => ({ text, all: async () => ({ results: nothingFrom(text) }) }) }),
  batch: async (statements: readonly { readonly text: string }[]) => statements.map(({ text }) => ({ results: nothingFrom(text) })),
}

const ADDRESS = 'https://a.example.org'
/** A feed that is not written yet, pages, and data. */
const PATHS = ['/feeds/a.atom', '/feeds/a', '/', '/status', '/stories/a', '/api/stories']

/** As much of a response as a handler touches: workerd makes none outside an invocation. */
class Answer {
  readonly headers: Headers
  readonly status: number
  readonly body: unknown
  constructor(body?: unknown, { headers, status = 200 }: { readonly headers?: HeadersInit; readonly status?: number } = {}) {
    this.headers = new Headers(headers)
    this.status = status
    this.body = body
  }
}

/**
 * A minute and some requests, with nothing in them: code is compiled where it first runs, which takes a request several times as long as all
 * else in it. What a Worker does as it starts is not counted among the 10 ms of an invocation (docs/deploy.md). Gives what was answered.
 * @param worker one that publishes a feed called `a`
 */
export async function warmUpInvocations<Env>(worker: Called<Env>): Promise<readonly number[]> {
  const env = { DB: NOWHERE, WIREFOLD_URL: ADDRESS, REFRESHES: { sendBatch: async () => {} } } as Env
  const { Response } = globalThis
  globalThis.Response = Answer as unknown as typeof Response
  try {
    await worker.scheduled({}, env)
    const statuses: number[] = []
    for (const path of PATHS) statuses.push((await worker.fetch(new Request(ADDRESS + path), env)).status)
    return statuses
  } finally {
    globalThis.Response = Response
  }
}
