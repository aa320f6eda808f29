import { writeFileSync } from 'node:fs'
import { feedJsonSchema } from './json-schema.ts'

/** `npm run schema`: what editors complete and check `feeds/*.yaml` with. */
writeFileSync(new URL('../../docs/feed.schema.json', import.meta.url), JSON.stringify(feedJsonSchema()))
