import { watched } from '../config/watched.ts'
import { publicAddress } from '../address/public.ts'
import type { FeedConfig } from '../model/config.ts'
import { UsageError } from '../node/load.ts'

/** The watched source that a person named, spelling apart. */
export function sourceUrl(text: string, feeds: readonly FeedConfig[]): string {
  const href = URL.canParse(text) ? new URL(text).href : text
  const source = watched(feeds).find(({ url }) => url === text || url === href || publicAddress(url) === text)
  if (!source) throw new UsageError(`No feed watches ${text}; \`wirefold sources\` lists what is watched.`)
  return source.url
}
