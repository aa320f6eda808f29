#!/usr/bin/env node
/** The first Node with a SQLite that takes limits and settles conflicts, and with types stripped by default. */
const LEAST_NODE = [22, 18] as const

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
  process.stderr.write(
    `wirefold needs Node ${LEAST_NODE.join('.')} or later; this is ${process.versions.node}. Install a newer one from nodejs.org.\n`,
  )
  process.exitCode = 2
} else {
  // halves the time to start from the second start on
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  // loaded only now: an older Node would stop at an import it does not know, with a stack instead of a sentence
  const [{ commands }, { runCommand }] = await Promise.all([import('./commands.ts'), import('./run.ts')])
  process.exitCode = await runCommand(commands(), process.argv)
}
