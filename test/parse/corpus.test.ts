import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HeaderMap } from '../../src/model/fetched.ts'
import { parse } from '../../src/parse/parse.ts'
import { documentOf } from './documents.ts'

/** The feedparser corpus, where it has been put beside the project. */
const corpus = new URL('../../../shared/corpus/feedparser/', import.meta.url)

describe.skipIf(!existsSync(corpus))('the feedparser corpus', () => {
  test('is read, but for the document that is empty', () => {
    const { files } = JSON.parse(readFileSync(new URL('expect.json', corpus), 'utf8')) as { files: Record<string, { headers: HeaderMap }> }
    const refused = Object.entries(files).filter(
      ([name, { headers }]) => !parse(documentOf(readFileSync(new URL(`tests/${name}`, corpus)), headers)).ok,
    )
    expect(refused.map(([name]) => name)).toEqual(['illformed/rss_empty_document.xml'])
  })
})
