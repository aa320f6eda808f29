/**
 * What a piece of work gives, and the milliseconds of processor time it took. Unlike time on the wall they do not grow while other work
 * has the processor, so that a bound on them says something of the code and nothing of the machine's load.
 */
export function withCpu<T>(work: () => T): [result: T, milliseconds: number] {
  const before = process.cpuUsage()
  return [work(), since(before)]
}

/** The same of work that waits: the time in between counts only as far as this process worked. */
export async function withCpuAwaited<T>(work: () => Promise<T>): Promise<[result: T, milliseconds: number]> {
  const before = process.cpuUsage()
  return [await work(), since(before)]
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
