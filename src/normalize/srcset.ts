/** Real sets have up to twenty widths. */
const MAX_CANDIDATES = 40

const DESCRIPTOR = /^\d{1,6}(?:\.\d{1,4})?[wxh]$/

/**
 * A srcset written anew from its candidates, each made absolute and checked; undefined where none is left (HTML 4.8.4.2.1:
 * a candidate is a URL, which may hold commas but not end with one, then descriptors up to a comma).
 */
export function srcset(value: string, media: (url: string) => string | undefined): string | undefined {
  const safe: string[] = []
  const words = value.split(/[\t\n\f\r ]+/)
  let url: string | undefined
  let descriptors: string[] = []
  const finish = () => {
    const kept = url === undefined ? undefined : media(url)
    // a comma at either end of a URL would be read as one between candidates
    if (kept !== undefined && descriptors.every((d) => DESCRIPTOR.test(d))) {
      const clean = kept.replace(/,+$/, (commas) => '%2C'.repeat(commas.length))
      safe.push([clean, ...descriptors].join(' '))
    }
    url = undefined
    descriptors = []
  }
  for (const word of words) {
    if (safe.length >= MAX_CANDIDATES) break
    if (url === undefined) {
      const start = skipCommas(word)
      if (start === '') continue
      url = start.endsWith(',') ? trimCommas(start) : start
      if (start.endsWith(',')) finish()
    } else {
      const [descriptor, ...rest] = word.split(',')
      if (descriptor) descriptors.push(descriptor.toLowerCase())
      if (word.includes(',')) {
        finish()
        const next = rest.join(',')
        if (next !== '') url = next
      }
    }
  }
  finish()
  return safe.length === 0 ? undefined : safe.join(', ')
}

const skipCommas = (word: string): string => word.replace(/^,+/, '')

function trimCommas(word: string): string {
  let end = word.length
  while (end > 0 && word[end - 1] === ',') end--
  return word.slice(0, end)
}
