import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digest } from '../src/hash.ts'

const texts = ['', 'x', 'ä€𝄞', 'a lone \ud800 surrogate', 'y'.repeat(65_535) + '𝄞z']

test.each(texts.map((text) => [text.length, text] as const))('a digest of %i units is that of their UTF-8', (_, text) => {
  const bytes = new TextEncoder().encode(text)
  const wanted = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  expect([digest(text), digest(bytes)]).toEqual([wanted, wanted])
})
