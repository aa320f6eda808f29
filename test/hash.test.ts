import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digest } from '../src/hash.ts'

const texts = ['', 'x', 'ä€𝄞', 'y'.repeat(1023) + '€', 'y'.repeat(1024) + '€', 'y'.repeat(65_535) + '𝄞z', '€'.repeat(1024)]

test.each(texts.map((text) => [text.length, text] as const))('a digest of %i units is that of their UTF-8, in any order', (_, text) => {
  const wanted = createHash('sha256').update(text).digest('hex').slice(0, 32)
  expect([digest(text), digest('z'), digest(text), digest(new TextEncoder().encode(text))]).toEqual([wanted, digest('z'), wanted, wanted])
})
