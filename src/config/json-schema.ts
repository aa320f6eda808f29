import * as z from 'zod/mini'
import { feedFile } from './schema.ts'

/** The JSON Schema (2020-12) of one file in `feeds/`, for editors. What it cannot say, such as which expressions are refused, `wirefold check` does. */
export function feedJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(feedFile, { io: 'input', unrepresentable: 'any' })
  return { $schema, title: 'A curated feed of wirefold', ...schema }
}
