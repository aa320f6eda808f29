/** A bar on a terminal's stderr; silent anywhere else. */
export function progressBar(total: number): { readonly step: () => void; readonly end: () => void } {
  if (!process.stderr.isTTY || total === 0) return { step() {}, end() {} }
  let done = 0
  const draw = () => {
    const width = Math.max(10, Math.min(40, (process.stderr.columns ?? 80) - 30))
    const full = Math.round((done / total) * width)
    process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total} sources`)
  }
  draw()
  return {
    step() {
      done++
      draw()
    },
    end() {
      process.stderr.write('\r\u001b[K')
    },
  }
}
