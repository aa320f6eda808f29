import { CommanderError, type Command } from 'commander'
import { StoreError } from '../store/port/errors.ts'
import { SettingError } from '../config/settings.ts'
import { UsageError } from '../node/load.ts'

/** As shells tell that a program was ended by SIGINT (128 and its number). */
const INTERRUPTED = 130

/** 0 done; 1 it ran and something failed; 2 usage or configuration; 130 Ctrl-C. People see sentences; only bugs show a stack. */
export async function runCommand(program: Command, argv: readonly string[]): Promise<number> {
  // a reader of our output that has seen enough (`| head`) is no failure
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  let isInterrupted = false
  process.once('SIGINT', () => {
    isInterrupted = true
    // a command that listens too ends by itself
    if (process.listenerCount('SIGINT') === 0) process.exit(INTERRUPTED)
  })
  try {
    await program.parseAsync([...argv])
    return isInterrupted ? INTERRUPTED : Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof UsageError || error instanceof SettingError) return say(error.message, 2)
    if (error instanceof StoreError)
      return say(`${capital(error.message)}. ${ADVICE[error.code] ?? ''}`.trim(), ['unwritable', 'alien'].includes(error.code) ? 2 : 1)
    throw error
  }
}

function say(message: string, code: number): number {
  process.stderr.write(`${message}\n`)
  return code
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const ADVICE: { readonly [code in StoreError['code']]?: string } = {
  busy: 'Another program holds it; try again in a moment.',
  full: 'Nothing was lost: free some space and try again.',
  readonly: 'Make the file and its folder writable, or name another with --db.',
  unwritable: 'Make its folder writable, or name another file with --db.',
  corrupt: 'Restore it from a backup (docs/operate.md), or name another file with --db.',
  alien: 'It is no database: name another file with --db.',
  older: '`wirefold serve` and `wirefold refresh` bring it up to date; until then nothing can be listed.',
  gone: 'Restore the file or restart to begin a new one.',
}
