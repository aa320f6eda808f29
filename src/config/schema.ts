import * as z from 'zod'
import { DAY, HOUR, MINUTE, type Duration } from '../model/time.ts'
import { RULE_FIELDS, type Pattern, type RuleField } from '../model/config.ts'
import { sourceAddress } from './address.ts'
import { languageProblem } from './language.ts'
import { patternOf } from './pattern.ts'
import { selectorProblem } from './selector.ts'

/** What a source is visited at where the curator says nothing, and the least that is polite (miniflux, FreshRSS: 15 minutes). */
export const DEFAULT_EVERY: Duration = HOUR
const LEAST_EVERY: Duration = 15 * MINUTE
/** Copies of one story seldom appear further apart; a longer window costs index rows. */
const DEFAULT_WINDOW: Duration = 7 * DAY
const MOST_WINDOW: Duration = 90 * DAY
const MOST_STORIES = 500

/** A feed's slug is its file's name, and a part of addresses. */
export const SLUG = /^[a-z0-9][a-z0-9._-]{0,99}$/

const UNITS = { m: MINUTE, h: HOUR, d: DAY } as const

/** A length of time as it is written in files and on the command line. */
export const duration = z
  .string()
  .regex(/^\d{1,5}[mhd]$/, 'a length of time like 30m, 6h or 7d')
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.at(-1) as keyof typeof UNITS])

/** What editors say of an address; whether it can be watched is found out below. */
const address = z
  .string()
  .meta({ format: 'uri', pattern: '^(https?://|file:)', description: 'The address of a feed, or of a page without one' })
const sourceUrl = address.transform((text, ctx) => {
  const address = sourceAddress(text)
  if (address.ok) return address.url
  ctx.addIssue(address.why)
  return z.NEVER
})

const written = z.string().min(1).meta({ description: 'A word or phrase, matched whole and in any case; or /a regular expression/i' })
const pattern = written.transform((text, ctx): Pattern => {
  const result = patternOf(text)
  if (result.ok) return result.pattern
  ctx.addIssue(result.why)
  return z.NEVER
})

const FIELDS: { readonly [field in RuleField]: string } = {
  title: 'The headline',
  text: 'Headline and body',
  author: 'Any of the authors',
  category: 'Any of the categories, by term or label',
  source: 'The name or the address of the source',
  url: 'The address of the article',
  language: 'The language of the item: en matches en-GB too',
}

const rule = z
  .strictObject(Object.fromEntries(RULE_FIELDS.map((field) => [field, z.array(pattern).min(1).optional().describe(FIELDS[field])])))
  .refine(
    (fields) => Object.keys(fields).length > 0,
    'a rule without a field matches nothing: name at least one of ' + RULE_FIELDS.join(', '),
  )
  .meta({ minProperties: 1 })
const rules = z.array(rule).min(1).describe('Any of these; inside one entry all fields must match')

const selector = z.string().trim().min(1).max(500)
const select = z
  .strictObject({
    item: selector.optional().describe('The block of each article of a list; without it the page is one article'),
    title: selector.optional().describe('Its headline; else its first heading or its link'),
    link: selector.optional().describe('Its link; else the one of its headline'),
    date: selector.optional().describe('Its day; else its <time>'),
    summary: selector.optional().describe('Its summary'),
    content: selector.optional().describe('The text of an article, on its own page'),
    remove: selector.optional().describe('What is on the page but belongs to no article'),
  })
  .refine((fields) => Object.keys(fields).length > 0, 'names no selector')
  .superRefine((fields, ctx) => {
    for (const [key, written] of Object.entries(fields)) {
      const why = written === undefined ? undefined : selectorProblem(written)
      if (why !== undefined) ctx.addIssue({ code: 'custom', path: [key], message: why })
    }
  })

const watched = z.strictObject({
  url: sourceUrl,
  name: z.string().trim().min(1).optional().describe("Shown to readers; else the source's own title"),
  type: z.enum(['feed', 'page', 'article', 'list']).optional().describe('What the address leads to; else detected'),
  every: duration
    .refine((every) => every >= LEAST_EVERY, 'no source is visited more often than every 15m')
    .optional()
    .describe('Else 60m; 15m at least'),
  prefer: z.number().int().min(-1000).max(1000).optional().describe('Higher wins as primary among copies'),
  cap: z.number().int().min(1).max(MOST_STORIES).optional().describe('At most so many stories of this source in the feed'),
  fullText: z
    .boolean()
    .optional()
    .describe('New articles are fetched for their full text, a few at each visit, where their site allows it'),
  noarchive: z
    .literal('ignore')
    .optional()
    .describe('Publish the whole text of pages that say noarchive, noindex or none; else headline, date and an excerpt'),
  headers: z
    .record(
      z.string().transform((name) => name.toLowerCase()),
      z.string().regex(/^\$[A-Za-z_]\w*$/, 'the name of a variable, like $EXAMPLE_AUTH: the value itself never stands here'),
    )
    .optional()
    .describe('Headers that its server wants: each the name of a variable that holds the value'),
  private: z.boolean().optional().describe('true: its address is shown nowhere (headers imply it)'),
  select: select.optional().describe('CSS selectors of a page that wirefold cannot read by itself'),
})
const outline = z.strictObject({ opml: z.string().min(1).describe('An OPML file beside this one') })

/** One file in `feeds/`. The JSON Schema for editors comes from this definition too. */
export const feedFile = z.strictObject({
  title: z.string().trim().min(1).describe('Name of the published feed'),
  description: z.string().optional().describe('What it is about, in a sentence'),
  language: z
    .string()
    .superRefine((text, ctx) => {
      const why = languageProblem(text)
      if (why !== undefined) ctx.addIssue(why)
    })
    .meta({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' })
    .optional()
    .describe('Language of the published feed (BCP 47), like en or pt-BR'),
  sources: z
    .array(z.union([sourceUrl, watched, outline]))
    .min(1, 'a feed needs at least one source')
    .describe('What is watched: addresses, maps with more to say, OPML files'),
  keep: rules.optional().describe('A story stays if any of these match; absent: all stay'),
  drop: rules.optional().describe('And goes if any of these match'),
  dedupe: z.boolean().default(true).describe('false: publish every item'),
  window: duration
    .refine((window) => window > 0 && window <= MOST_WINDOW, 'between 1m and 90d')
    .default(DEFAULT_WINDOW)
    .describe('Copies of one story are looked for this far apart; else 7d'),
  limit: z.number().int().min(1).max(MOST_STORIES).default(50).describe('Stories in the published feed'),
  icon: z
    .string()
    .regex(/^(https:\/\/\S+|[^/\\:]+\.(png|svg|jpe?g|gif|webp|ico))$/i, 'a picture beside this file, like icon.png, or an https address')
    .optional()
    .describe('A square picture: a file beside this one, or an https address'),
  pictures: z.boolean().optional().describe("true: the page shows each story's picture"),
  was: z
    .array(z.string().regex(SLUG, 'the name that the file had, without .yaml'))
    .min(1)
    .optional()
    .describe('Names that this feed had before, the oldest first: its old addresses lead to the new ones, under the old id'),
  content: z.enum(['full', 'summary', 'none']).default('full').describe('How much of each story is published'),
})

export type FeedFile = z.output<typeof feedFile>

/** By place (`sources[]`, `sources[].select`, `rule`; empty for the file itself) the keys that can stand there. */
export function knownKeys(place: string): readonly string[] {
  const shape = {
    '': feedFile.shape,
    'sources[]': { ...watched.shape, ...outline.shape },
    'sources[].select': select.shape,
    rule: rule.shape,
  }[place]
  return Object.keys(shape ?? {})
}
