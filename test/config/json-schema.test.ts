import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { feedJsonSchema } from '../../src/config/json-schema.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

interface Schema {
  readonly properties: Record<string, Schema & { readonly description?: string }>
  readonly items: Schema
  readonly anyOf: readonly Schema[]
  readonly pattern?: string
  readonly additionalProperties?: boolean
}

describe('docs/feed.schema.json', () => {
  const published = JSON.parse(read('docs/feed.schema.json')) as Schema

  it('is what `npm run schema` writes', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(feedJsonSchema())))
  })

  it('describes every key', () => {
    const [, source, opml] = published.properties['sources']!.items.anyOf
    const rule = published.properties['keep']!.items
    for (const map of [published, source!, opml!, rule]) {
      expect(map.additionalProperties).toBe(false)
      for (const [key, { description }] of Object.entries(map.properties))
        expect([key, description]).toEqual([key, expect.stringMatching(/\w/)])
    }
  })

  it('tells a length of time from other text', () => {
    const { pattern } = published.properties['window']!
    expect(['30m', '7d', '36h', '7 days', '1w', ''].filter((text) => new RegExp(pattern!).test(text))).toEqual(['30m', '7d', '36h'])
  })

  it('is named by every feed', () => {
    for (const name of readdirSync(new URL('../../feeds/', import.meta.url)).filter((file) => file.endsWith('.yaml')))
      expect(read(`feeds/${name}`).split('\n', 1)[0]).toBe('# yaml-language-server: $schema=../docs/feed.schema.json')
  })
})
