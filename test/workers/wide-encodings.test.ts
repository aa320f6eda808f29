import { expect, test } from 'vitest'
import { createMultibyteDecoder } from '../../packaging/own-decoders.ts'
import { STANDARD, sumOf } from '../parse/wide-texts.ts'

test.each(Object.entries(STANDARD))('%s as workerd reads it', (name, sum) => {
  expect(sumOf(createMultibyteDecoder(name))).toBe(sum)
})
