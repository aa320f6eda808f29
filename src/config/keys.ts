import { RULE_FIELDS } from '../model/config.ts'

export const FEED_KEYS = [
  'title',
  'description',
  'language',
  'sources',
  'keep',
  'drop',
  'dedupe',
  'window',
  'limit',
  'icon',
  'pictures',
  'was',
  'content',
] as const

export const SOURCE_KEYS = [
  'url',
  'name',
  'type',
  'every',
  'prefer',
  'cap',
  'fullText',
  'noarchive',
  'headers',
  'private',
  'select',
] as const

export const SELECT_KEYS = ['item', 'title', 'link', 'date', 'summary', 'content', 'remove'] as const

const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': FEED_KEYS,
  'sources[]': [...SOURCE_KEYS, 'opml'],
  'sources[].select': SELECT_KEYS,
  rule: RULE_FIELDS,
}

/** By place (`sources[]`, `sources[].select`, `rule`; empty for the file itself) the keys that can stand there. */
export const knownKeys = (place: string): readonly string[] => KEYS[place] ?? []
