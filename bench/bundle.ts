/** A module with all that it imports as a Worker has it: one file of JavaScript. A file of TypeScript is compiled by other means. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** What wrangler.toml leaves out of a Worker. */
const ALIASES = [...readFileSync(join(ROOT, 'wrangler.toml'), 'utf8').matchAll(/^"?([\w@/.-]+)"? = "\.\/(packaging\/[\w-]+\.ts)"$/gm)].map(
  ([, name, file]) => `--alias:${name}=${join(ROOT, file!)}`,
)

/**
 * @param entry a file of this folder
 * @param to where the bundle is written
 */
export function bundle(entry: string, to: string): void {
  // it comes with wrangler, which bundles by it
  const options = ['--bundle', '--minify', '--platform=node', '--format=esm', '--log-level=error', ...ALIASES, `--outfile=${to}`]
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [join(ROOT, 'bench', entry), ...options])
}
