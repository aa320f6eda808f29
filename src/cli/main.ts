import { commands } from './commands.ts'
import { runCommand } from './run.ts'

process.exitCode = await runCommand(commands(), process.argv)
