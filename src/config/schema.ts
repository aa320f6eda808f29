import * as z from 'zod/mini'
import { DAY, HOUR, MINUTE, type Duration } from '../model/time.ts'
import { FEED_DEFAULTS, RULE_FIELDS, type Rule, type RuleField } from '../model/config.ts'
import { sourceAddress } from './address.ts'
import { languageProblem } from './language.ts'
import type { FEED_KEYS, SELECT_KEYS, SOURCE_KEYS } from './keys.ts'
import { readRuleList } from './rule-list.ts'
import { selectorProblem } from './selector.ts'

/** The least that is polite (miniflux, FreshRSS: 15 minutes). */
const LEAST_EVERY: Duration = 15 * MINUTE
const MOST_WINDOW: Duration = 90 * DAY
const MOST_STORIES = 500

/** A feed's slug is its file's name, and a part of addresses. */
export const SLUG = /^[a-z0-9][a-z0-9._-]{0,99}$/

const UNITS = { m: MINUTE, h: HOUR, d: DAY } as const

/** What a value is for, as editors show it. */
const about = (description: string) => z.describe(description)

/** Says what is wrong with a value. */
const fault = (ctx: z.core.ParsePayload, message: string): undefined => {
  ctx.issues.push({ code: 'custom', message, input: ctx.value })
}

/** That what is described and what is explained (`knownKeys`) are the same keys. */
type Shape<Keys extends readonly string[]> = Record<Keys[number], z.ZodMiniType>

/** A length of time as it is written in files and on the command line. */
export const duration = z.pipe(
  z.string().check(z.regex(/^\d{1,5}[mhd]$/, 'a length of time like 30m, 6h or 7d')),
  z.transform((text: string) => Number(text.slice(0, -1)) * UNITS[text.at(-1) as keyof typeof UNITS]),
)

/** What editors say of an address; whether it can be watched is found out below. */
const address = z
  .string()
  .check(z.meta({ format: 'uri', pattern: '^(https?://|file:)', description: 'The address of a feed, or of a page without one' }))
const sourceUrl = z.pipe(
  address,
  z.transform((text: string, ctx) => {
    const address = sourceAddress(text)
    return address.ok ? address.url : (fault(ctx, address.why) ?? z.NEVER)
  }),
)

const WRITTEN_PATTERN = {
  type: 'string',
  minLength: 1,
  description: 'A word or phrase, matched whole and in any case; or /a regular expression/i',
} as const

const FIELDS: { readonly [field in RuleField]: string } = {
  title: 'The headline',
  text: 'Headline and body',
  author: 'Any of the authors',
  category: 'Any of the categories, by term or label',
  source: 'The name or the address of the source',
  url: 'The address of the article',
  language: 'The language of the item: en matches en-GB too',
}

const hasKeys = (fields: object): boolean => Object.keys(fields).length > 0

/** What editors show of a list of rules. */
const WRITTEN_RULES = {
  minItems: 1,
  type: 'array',
  items: {
    type: 'object',
    properties: Object.fromEntries(
      RULE_FIELDS.map((field) => [field, { description: FIELDS[field], minItems: 1, type: 'array', items: WRITTEN_PATTERN }]),
    ),
    additionalProperties: false,
    minProperties: 1,
  },
} as const
const rules = z.pipe(
  z.unknown().check(z.meta(WRITTEN_RULES)),
  z.transform((value: unknown, { issues }): readonly Rule[] => {
    const read = readRuleList(value)
    if (read.ok) return read.rules
    issues.push(...(read.issues as z.core.ParsePayload['issues']))
    return z.NEVER
  }),
)
const listOfRules = (description: string) => z.optional(rules).check(about(description))

const text = z.string().check(z.trim(), z.minLength(1))
const selector = (description: string) => z.optional(text.check(z.maxLength(500))).check(about(description))
const select = z
  .strictObject({
    item: selector('The block of each article of a list; without it the page is one article'),
    title: selector('Its headline; else its first heading or its link'),
    link: selector('Its link; else the one of its headline'),
    date: selector('Its day; else its <time>'),
    summary: selector('Its summary'),
    content: selector('The text of an article, on its own page'),
    remove: selector('What is on the page but belongs to no article'),
  } satisfies Shape<typeof SELECT_KEYS>)
  .check(z.refine(hasKeys, 'names no selector'), ({ value, issues }) => {
    for (const [key, written] of Object.entries(value)) {
      const message = written === undefined ? undefined : selectorProblem(written)
      if (message !== undefined) issues.push({ code: 'custom', path: [key], message, input: written })
    }
  })

const between = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most))

const watched = z.strictObject({
  url: sourceUrl,
  name: z.optional(text).check(about("Shown to readers; else the source's own title")),
  type: z.optional(z.enum(['feed', 'page', 'article', 'list'])).check(about('What the address leads to; else detected')),
  every: z
    .optional(duration.check(z.refine((every) => every >= LEAST_EVERY, 'no source is visited more often than every 15m')))
    .check(about('Else 60m; 15m at least')),
  prefer: z.optional(between(-1000, 1000)).check(about('Higher wins as primary among copies')),
  cap: z.optional(between(1, MOST_STORIES)).check(about('At most so many stories of this source in the feed')),
  fullText: z
    .optional(z.boolean())
    .check(about('New articles are fetched for their full text, a few at each visit, where their site allows it')),
  noarchive: z
    .optional(z.literal('ignore'))
    .check(about('Publish the whole text of pages that say noarchive, noindex or none; else headline, date and an excerpt')),
  headers: z
    .optional(
      z.record(
        z.pipe(
          z.string(),
          z.transform((name: string) => name.toLowerCase()),
        ),
        z.string().check(z.regex(/^\$[A-Za-z_]\w*$/, 'the name of a variable, like $EXAMPLE_AUTH: the value itself never stands here')),
      ),
    )
    .check(about('Headers that its server wants: each the name of a variable that holds the value')),
  private: z.optional(z.boolean()).check(about('true: its address is shown nowhere (headers imply it)')),
  select: z.optional(select).check(about('CSS selectors of a page that wirefold cannot read by itself')),
} satisfies Shape<typeof SOURCE_KEYS>)
const outline = z.strictObject({ opml: z.string().check(z.minLength(1), about('An OPML file beside this one')) })

/** One file in `feeds/`. The JSON Schema for editors comes from this definition too. */
export const feedFile = z.strictObject({
  title: text.check(about('Name of the published feed')),
  description: z.optional(z.string()).check(about('What it is about, in a sentence')),
  language: z
    .optional(
      z.string().check(
        (ctx) => {
          const why = languageProblem(ctx.value)
          if (why !== undefined) fault(ctx, why)
        },
        z.meta({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$' }),
      ),
    )
    .check(about('Language of the published feed (BCP 47), like en or pt-BR')),
  sources: z
    .array(z.union([sourceUrl, watched, outline]))
    .check(z.minLength(1), about('What is watched: addresses, maps with more to say, OPML files')),
  keep: listOfRules('A story stays if any of these match; absent: all stay'),
  drop: listOfRules('And goes if any of these match'),
  dedupe: z._default(z.boolean(), FEED_DEFAULTS.dedupe).check(about('false: publish every item')),
  window: z
    ._default(duration.check(z.refine((window) => window > 0 && window <= MOST_WINDOW, 'between 1m and 90d')), FEED_DEFAULTS.window)
    .check(about('Copies of one story are looked for this far apart; else 7d')),
  limit: z._default(between(1, MOST_STORIES), FEED_DEFAULTS.limit).check(about('Stories in the published feed')),
  icon: z
    .optional(
      z
        .string()
        .check(
          z.regex(
            /^(https:\/\/\S+|[^/\\:]+\.(png|svg|jpe?g|gif|webp|ico))$/i,
            'a picture beside this file, like icon.png, or an https address',
          ),
        ),
    )
    .check(about('A square picture: a file beside this one, or an https address')),
  pictures: z.optional(z.boolean()).check(about("true: the page shows each story's picture")),
  was: z
    .optional(z.array(z.string().check(z.regex(SLUG, 'the name that the file had, without .yaml'))).check(z.minLength(1)))
    .check(about('Names that this feed had before, the oldest first: its old addresses lead to the new ones, under the old id')),
  content: z._default(z.enum(['full', 'summary', 'none']), FEED_DEFAULTS.content).check(about('How much of each story is published')),
} satisfies Shape<typeof FEED_KEYS>)

export type FeedFile = z.output<typeof feedFile>
