import { readFileSync } from 'node:fs'

/** What a system allows where it does not say. */
const USUAL = 1024

/** How many files and sockets this process may have open at once. */
export function descriptorLimit(): number {
  try {
    const soft = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
    if (soft !== undefined) return soft === 'unlimited' ? Infinity : Number(soft)
  } catch {
    // not Linux
  }
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | 'unlimited' } } }
  const soft = userLimits?.open_files?.soft
  return soft === 'unlimited' ? Infinity : (soft ?? USUAL)
}
