import { vi } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { runCommand } from '../../src/cli/run.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/**
 * The command as `main` runs it, in this process: starting one of its own takes a third of a second. What is the process's own
 * (signals, pipes, the entry) is tested in entry.test.ts, and in test/faults.
 */
export async function wirefold(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => Boolean(out.push(String(chunk)))),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => Boolean(err.push(String(chunk)))),
  ]
  const before = { ...process.env }
  Object.assign(process.env, env)
  const forget = rememberListeners()
  process.exitCode = 0
  try {
    const code = await runCommand(commands(), ['node', 'wirefold', ...args])
    return { code, out: out.join(''), err: err.join('') }
  } finally {
    process.exitCode = 0
    process.env = before
    forget()
    for (const spy of spies) spy.mockRestore()
  }
}

/** A process that runs one command never has more of them than one. */
function rememberListeners(): () => void {
  const emitters: readonly NodeJS.EventEmitter[] = [process.stdout, process.stderr, process]
  const kept = emitters.flatMap((emitter) =>
    ['error', 'SIGINT', 'SIGTERM', 'SIGHUP'].map((event) => ({ emitter, event, before: emitter.listeners(event) })),
  )
  return () => {
    for (const { emitter, event, before } of kept)
      for (const listener of emitter.listeners(event)) if (!before.includes(listener)) emitter.removeListener(event, listener as () => void)
  }
}
