import { readFile, realpath, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LIMITS } from '../fetch/fetch.ts'
import type { Fetched } from '../model/fetched.ts'

const MEDIA_TYPES: Readonly<Record<string, string>> = { json: 'application/feed+json', html: 'text/html' }

/** Reads a `file:` source: `file:data/sample/wire.xml` is meant from the folder that holds `feeds/`, and only its `data/` is open. */
export async function readLocal(url: string, root: string): Promise<Fetched> {
  const failed = (message: string): Fetched => ({ kind: 'failed', problem: { code: 'local-file', message }, redirects: [] })
  try {
    const data = await realpath(join(root, 'data'))
    const path = fileURLToPath(url)
    const named = await realpath(path.startsWith(data + sep) ? path : resolve(root, `.${path}`))
    if (!named.startsWith(data + sep)) return failed('A file: source must lie below data/.')
    const found = await stat(named)
    // a pipe would be waited for without end
    if (!found.isFile() || found.size > LIMITS.bytes) return failed(`A file: source is a file of at most ${LIMITS.bytes} bytes.`)
    const extension = named.split('.').at(-1) ?? ''
    return {
      kind: 'fresh',
      url,
      status: 200,
      headers: { 'content-type': MEDIA_TYPES[extension] ?? 'application/xml' },
      bytes: await readFile(named),
      redirects: [],
      truncated: false,
    }
  } catch {
    return failed('The file does not exist or cannot be read; file: sources lie below data/.')
  }
}
