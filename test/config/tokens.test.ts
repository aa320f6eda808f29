import { expect, test } from 'vitest'
import { readTokens } from '../../src/config/tokens.ts'

const LONG = 'x'.repeat(16)

test.each([
  ['', []],
  ['  ', []],
  ['short', [['editor', 'short']]],
  ['a token of words', [['editor', 'a token of words']]],
  [`ann:${LONG}`, [['ann', LONG]]],
  [
    `ann:${LONG} ben:${LONG}1`,
    [
      ['ann', LONG],
      ['ben', `${LONG}1`],
    ],
  ],
  [
    `ann:${LONG}\n  ben:${LONG}1 `,
    [
      ['ann', LONG],
      ['ben', `${LONG}1`],
    ],
  ],
  [`Zoë:${LONG}:with:colons`, [['Zoë', `${LONG}:with:colons`]]],
  // one part that is none, and it is a single token
  [`ann:${LONG} ben:short`, [['editor', `ann:${LONG} ben:short`]]],
  [`ann:${LONG} ${LONG}`, [['editor', `ann:${LONG} ${LONG}`]]],
  [`an n:${LONG}`, [['editor', `an n:${LONG}`]]],
])('%j', (written, tokens) => {
  expect(readTokens(written).map(({ name, token }) => [name, token])).toEqual(tokens)
})
