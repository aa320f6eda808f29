import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/normalize/secrets.ts'

const said = (word: string) => ({ title: `All about ${word}`, links: [`https://example.org/${word}/1`] })

test.for([
  ['a key', '?key=k7Qm2xZp', 'k7Qm2xZp', true],
  ['a key of small letters and digits', '?token=abc123def', 'abc123def', true],
  ['a random segment', 'q7Zx93kPLm2wR5tY8uN1', 'q7Zx93kPLm2wR5tY8uN1', true],
  ['a word', '?key=politics', 'politics', false],
  ['words', '?section_key=world-news', 'world-news', false],
  ['words with blanks', '?key=World%20News', 'World News', false],
  ['what is short', '?key=a1b2', 'a1b2', false],
  ['a number', '?sid=201105', '201105', false],
] as const)('%s in the address of a source', ([, path, secret, isMasked]) => {
  const shown = withoutSecrets(said(secret), [`https://example.org/feed/${path}`])
  expect(shown).toEqual(said(isMasked ? '***' : secret))
})

test('a number that may be a key is masked where it is the whole value of a parameter, and no article loses its address', () => {
  const said = {
    url: 'https://example.org/article/201105?sid=201105#top',
    other: 'https://example.org/?p=2011057',
    encoded: 'https://example.org/?a=1&amp;sid=201105',
    text: '201105 people live there.',
  }
  expect(withoutSecrets(said, ['https://example.org/feed?sid=201105'])).toEqual({
    ...said,
    url: 'https://example.org/article/201105?sid=***#top',
    encoded: 'https://example.org/?a=1&amp;sid=***',
  })
})

test('a word that may be a key is masked where it is the value of a parameter', () => {
  const link = { url: 'https://example.org/politics/1?key=politics&page=2' }
  const shown = withoutSecrets(link, ['https://example.org/feed?key=politics'])
  expect(shown).toEqual({ url: 'https://example.org/politics/1?key=***&page=2' })
})
