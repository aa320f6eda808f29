import { createMultibyteDecoder } from '@exodus/bytes/multi-byte.js'
import { expect, test } from 'vitest'
import { WIDE_ENCODINGS } from '../../src/parse/encodings.ts'
import { STANDARD, sumOf } from './wide-texts.ts'

test.each([...WIDE_ENCODINGS])('%s as the library for Node reads it', (name) => {
  expect(sumOf(createMultibyteDecoder(name, true))).toBe(STANDARD[name])
})
