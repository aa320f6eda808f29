import { expect, test } from 'vitest'
import { createMultibyteDecoder } from '../../packaging/own-decoders.ts'
import { digest } from '../../src/hash.ts'
import { STANDARD, sumOf } from '../parse/wide-texts.ts'

test.each(Object.entries(STANDARD))('%s as workerd reads it', (name, sum) => {
  expect(sumOf(createMultibyteDecoder(name))).toBe(sum)
})

test('a digest is that of Node, lone surrogates too', () => {
  expect(digest('a\ud800b€𝄞\udc00')).toBe('08581a127be12db5092995637d922d5d')
})
